using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Execution;

/// <summary>Jobs of one fragment that devices of another class did than the plan says. Which jobs those were is chance: another run need not give the same bits.</summary>
public sealed record SubstitutedJobs(int Fragment, DeviceClass By, int Jobs);

namespace QuantumCluster.Learning.Data;

/// <summary>Which image this is, for people and for comparisons of what two models say of it.</summary>
/// <param name="Name">The same for the same image only, varied or not: two varied copies of a picture have two names.</param>
/// <param name="Group">What images of one lesion or patient share; elsewhere the name.</param>
public readonly record struct ImageIdentity(string Name, string Group);

using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Circuits.Readouts;

namespace QuantumCluster.Cutting.Plans;

/// <summary>Everything that determines a <see cref="CutPlan"/>; equal requests give equal plans on every node.</summary>
/// <param name="Circuit">The whole circuit.</param>
/// <param name="Readout">What is asked of its final state.</param>
/// <param name="Cuts">Where wires are cut; none gives the uncut circuit as one fragment.</param>
/// <param name="Variants">Which variant set, for every cut.</param>
/// <param name="DeviceQubits">Width of the devices; a fragment that is wider is refused.</param>
/// <param name="Granularity">How runs are divided into jobs.</param>
/// <param name="Precision">In what every fragment and the contraction are calculated, wherever they run.</param>
/// <param name="Classes">
/// On which devices fragments run: one class for each, or one for all. None: on any that are not noisy, which all give the same bits.
/// </param>
public sealed record PlanRequest(
    Circuit Circuit, Readout Readout, ImmutableArray<WireCut> Cuts, VariantChoice Variants, int DeviceQubits, Granularity Granularity,
    Precision Precision = Precision.Double, ImmutableArray<DeviceClass> Classes = default);

namespace QuantumCluster.Cutting.Gradients;

/// <summary>By what gradients are taken.</summary>
public enum GradientRule : byte
{
    /// <summary>Adjoint differentiation of exact probabilities: the cheapest, and only simulators without noise can.</summary>
    Adjoint = 0,

    /// <summary>Parameter shift, as on hardware: exact, or unbiased with shots, at two or four more circuits for every angle.</summary>
    Shift = 1,

    /// <summary>Simultaneous perturbation, as on hardware: two more forward passes for all angles together, and much more scatter.</summary>
    Spsa = 2,
}

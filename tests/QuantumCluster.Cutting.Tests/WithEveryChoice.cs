using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Tests;

/// <summary>Theory data: each name with each choice of variants.</summary>
public sealed class WithEveryChoice : TheoryData<string, VariantChoice>
{
    public WithEveryChoice(IEnumerable<string> names)
    {
        foreach (string name in names)
            foreach (VariantChoice choice in Enum.GetValues<VariantChoice>()) Add(name, choice);
    }
}

using QuantumCluster.Cutting.Encoding;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Actors.Coordination;

/// <summary>The plans that a coordinator knows, and the programs in them, by hash. The plans used longest ago make room for new ones.</summary>
internal sealed class PlanShelf
{
    public const int Limit = 64;

    private readonly LinkedList<CutPlan> _plans = new(); // last used first

    public CutPlan? Plan(ProgramHash hash)
    {
        for (LinkedListNode<CutPlan>? node = _plans.First; node is not null; node = node.Next)
        {
            if (node.Value.Hash != hash) continue;
            _plans.Remove(node);
            _plans.AddFirst(node);
            return node.Value;
        }

        return null;
    }

    public FragmentProgram? Program(ProgramHash hash) =>
        _plans.SelectMany(p => p.Fragments).Select(f => f.Program).FirstOrDefault(p => p.Hash == hash);

    /// <exception cref="FormatException">The bytes are no plan, or not the plan with this hash.</exception>
    /// <exception cref="ArgumentException">The plan cannot be made; the message says why.</exception>
    public CutPlan Add(ProgramHash hash, byte[] encoded)
    {
        if (ProgramHash.Of(encoded) != hash) throw new FormatException($"The plan's bytes do not have the digest {hash}.");
        CutPlan plan = CutPlan.Create(PlanEncoding.Read(encoded));
        _plans.AddFirst(plan);
        if (_plans.Count > Limit) _plans.RemoveLast();
        return plan;
    }
}

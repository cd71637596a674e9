using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Actors.Ledger;

/// <summary>Registered workers, and all nodes that ever were.</summary>
internal sealed class Roster
{
    private readonly Dictionary<WorkerId, WorkerEntry> _workers = [];
    private readonly Dictionary<string, NodeEntry> _nodes = [];
    private readonly List<NodeEntry> _numbered = [];

    public Dictionary<WorkerId, WorkerEntry>.ValueCollection Workers => _workers.Values;

    /// <summary>Of all workers that ever were.</summary>
    public List<ClassEntry> Classes { get; } = [];

    public WorkerEntry? Find(WorkerId id) => _workers.GetValueOrDefault(id);

    public NodeEntry Node(string name)
    {
        if (_nodes.TryGetValue(name, out NodeEntry? node)) return node;
        _numbered.Add(node = new NodeEntry(name, _numbered.Count + 1));
        _nodes.Add(name, node);
        return node;
    }

    public NodeEntry? Known(string name) => _nodes.GetValueOrDefault(name);

    public NodeEntry Numbered(int number) => _numbered[number - 1];

    public WorkerEntry Add(WorkerId id, NodeEntry node, DeviceClass @class, int devices)
    {
        ClassEntry? entry = Classes.Find(c => c.Id == @class);
        if (entry is null) Classes.Add(entry = new ClassEntry(@class));
        var worker = new WorkerEntry(id, node, entry, devices);
        _workers.Add(id, worker);
        return node.Worker = worker;
    }

    public void Remove(WorkerEntry worker)
    {
        _workers.Remove(worker.Id);
        if (worker.Node.Worker == worker) worker.Node.Worker = null;
    }

    /// <summary>Whether any registered worker may have these jobs.</summary>
    public bool CanTake(Lane lane)
    {
        foreach (WorkerEntry worker in _workers.Values)
            if (!worker.Draining && lane.Demand.Admits(worker.Class) && !lane.Closed.Contains(worker.Node)) return true;
        return false;
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Akka.Configuration.Hocon;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Circuits;

namespace QuantumCluster.Actors.Faults;

/// <summary>
/// Fault plans ↔ HOCON: <c>fault-plan { seed, length, workers, spares, faults { 1 { at, kind, node, … } … } }</c>, one line a fault, times in
/// whole milliseconds. What is written is read back as it was.
/// </summary>
public static class FaultPlanText
{
    /// <summary>Longest plan, and longest time of a fault.</summary>
    public static readonly TimeSpan LongestPlan = TimeSpan.FromDays(7), LongestFault = TimeSpan.FromHours(1);

    /// <summary>Most workers and spares together, devices of a node, and jobs or frames that one fault hits.</summary>
    public const int NodeLimit = 64, DeviceLimit = WorkerSettings.DeviceLimit, HitLimit = 1000;

    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);
    private static readonly FaultKind[] Kinds = Enum.GetValues<FaultKind>();

    public static string NameOf(FaultKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>Null when there is no such kind.</summary>
    public static FaultKind? KindNamed(string name) => Kinds.Where(k => NameOf(k) == name).Select(k => (FaultKind?)k).FirstOrDefault();

    public static string Write(FaultPlan plan)
    {
        var text = new StringBuilder();
        text.AppendLine("fault-plan {").AppendLine(Invariant($"  seed = {plan.Seed.Value}")).AppendLine($"  length = {Text(plan.Length)}")
            .AppendLine(Invariant($"  workers = {plan.Workers}")).AppendLine(Invariant($"  spares = {plan.Spares}")).AppendLine("  faults {");
        for (int i = 0; i < plan.Faults.Length; i++)
            text.AppendLine(Invariant($"    {i + 1} {{ at = {Text(plan.Faults[i].At)}, node = {plan.Faults[i].Node}, {Write(plan.Faults[i].Act)} }}"));
        return text.AppendLine("  }").AppendLine("}").ToString();
    }

    /// <param name="name">What the text is, for messages.</param>
    /// <exception cref="InvalidSettingException">Not a plan; one sentence that says why.</exception>
    public static FaultPlan Read(string text, string name)
    {
        HoconObject root = SettingsTree.Parse(text, name).Root.GetObject();
        if (!root.Items.TryGetValue("fault-plan", out HoconValue? tree) || !tree.IsObject()) throw new InvalidSettingException($"{name} holds no fault-plan {{ … }}.");
        var fields = new FaultFields(tree.GetObject(), $"{name}: the plan");
        TimeSpan length = fields.Time("length", Millisecond, LongestPlan);
        int workers = fields.Whole("workers", 1, NodeLimit), spares = fields.Whole("spares", 0, NodeLimit - workers);
        var seed = new Seed(fields.Large("seed"));
        ImmutableArray<Fault> faults = tree.GetObject().Items.TryGetValue("faults", out HoconValue? list) && list.IsObject() ? ReadFaults(list.GetObject(), name, length, workers + spares) : [];
        return new(seed, length, workers, spares, faults);
    }

    /// <summary>An act as one line for people: "stop, for = 500ms".</summary>
    public static string Describe(FaultAct act) => Write(act)["kind = ".Length..];

    internal static string Write(FaultAct act)
    {
        string kind = $"kind = {NameOf(act.Kind)}";
        return act switch
        {
            FaultAct.Stop a => $"{kind}, for = {Text(a.For)}",
            FaultAct.Partition a => $"{kind}, for = {Text(a.For)}",
            FaultAct.Drop a => Invariant($"{kind}, for = {Text(a.For)}, share = {a.Share:R}"),
            FaultAct.Garble a => Invariant($"{kind}, frames = {a.Frames}"),
            FaultAct.Slow a => Invariant($"{kind}, device = {a.Device}, for = {Text(a.For)}, delay = {Text(a.Delay)}"),
            FaultAct.Crash a => Invariant($"{kind}, device = {a.Device}, jobs = {a.Jobs}"),
            FaultAct.Corrupt a => Invariant($"{kind}, device = {a.Device}, jobs = {a.Jobs}"),
            FaultAct.Lie a => Invariant($"{kind}, device = {a.Device}, jobs = {a.Jobs}"),
            _ => kind,
        };
    }

    /// <exception cref="InvalidSettingException">Not an act.</exception>
    internal static FaultAct ReadAct(string text)
    {
        var fields = new FaultFields(SettingsTree.Parse(text, "a fault").Root.GetObject(), "a fault");
        FaultAct act = ReadAct(fields, "a fault");
        fields.RequireNoOther();
        return act;
    }

    private static ImmutableArray<Fault> ReadFaults(HoconObject list, string name, TimeSpan length, int nodes)
    {
        var faults = ImmutableArray.CreateBuilder<Fault>(list.Items.Count);
        foreach ((string key, HoconValue value) in list.Items)
        {
            string where = $"{name}: fault {key}";
            if (!value.IsObject()) throw new InvalidSettingException($"{where} is {value}; it must be an object such as {{ at = 1500ms, kind = kill, node = 0 }}.");
            var fields = new FaultFields(value.GetObject(), where);
            var fault = new Fault(fields.Time("at", TimeSpan.Zero, length), fields.Whole("node", 0, nodes - 1), ReadAct(fields, where));
            fields.RequireNoOther();
            if (faults.Count > 0 && faults[^1].At > fault.At) throw new InvalidSettingException($"{where} comes before the one above it; the earliest comes first.");
            faults.Add(fault);
        }

        return faults.MoveToImmutable();
    }

    private static FaultAct ReadAct(FaultFields fields, string where)
    {
        string kind = fields.Text("kind");
        TimeSpan For() => fields.Time("for", Millisecond, LongestFault);
        int Device() => fields.Whole("device", 0, DeviceLimit - 1);
        int Hits(string key) => fields.Whole(key, 1, HitLimit);
        return KindNamed(kind) switch
        {
            FaultKind.Kill => new FaultAct.Kill(),
            FaultKind.Stop => new FaultAct.Stop(For()),
            FaultKind.Partition => new FaultAct.Partition(For()),
            FaultKind.Drop => new FaultAct.Drop(For(), fields.Share("share")),
            FaultKind.Garble => new FaultAct.Garble(Hits("frames")),
            FaultKind.Slow => new FaultAct.Slow(Device(), For(), fields.Time("delay", Millisecond, LongestFault)),
            FaultKind.Crash => new FaultAct.Crash(Device(), Hits("jobs")),
            FaultKind.Corrupt => new FaultAct.Corrupt(Device(), Hits("jobs")),
            FaultKind.Lie => new FaultAct.Lie(Device(), Hits("jobs")),
            FaultKind.Add => new FaultAct.Add(),
            FaultKind.Drain => new FaultAct.Drain(),
            FaultKind.Coordinator => new FaultAct.Coordinator(),
            _ => throw new InvalidSettingException($"{where} has kind = {kind}; there are {string.Join(", ", Kinds.Select(NameOf))}."),
        };
    }

    private static string Text(TimeSpan time) => Invariant($"{(long)time.TotalMilliseconds}ms");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

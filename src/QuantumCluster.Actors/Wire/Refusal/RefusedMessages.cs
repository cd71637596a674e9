using System.Numerics;
using Akka.Actor;
using Akka.Event;

namespace QuantumCluster.Actors.Wire.Refusal;

/// <summary>
/// Counts what an actor system refused of all that arrived over the network, and logs the first, the second, the fourth and so on: who
/// sends rubbish shall not fill the log too.
/// </summary>
public sealed class RefusedMessages : IExtension
{
    private const int LongestText = 300;

    private readonly ILoggingAdapter _log;
    private long _count;

    private RefusedMessages(ExtendedActorSystem system)
    {
        _log = Logging.GetLogger(system, typeof(RefusedMessages));
        system.SystemActorOf(Props.Create(() => new TransportRefusals(this)), "transport-refusals");
    }

    /// <summary>Messages, connections and certificates refused since the system started.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>What was refused last; null for nothing yet.</summary>
    public string? Last { get; private set; }

    /// <summary>The count of this system. Counting what the transport refuses begins with the first call.</summary>
    public static RefusedMessages Of(ActorSystem system) => system.WithExtension<RefusedMessages, Provider>();

    /// <summary>Counts it, and gives what to throw.</summary>
    internal RefusedMessageException Refuse(string what, Exception? cause = null)
    {
        Add(what);
        return new(what, cause);
    }

    /// <param name="what">A clause such as <c>a message that …</c>; it may hold text from outside.</param>
    internal void Add(string what)
    {
        Last = OneLine(what); // before the count: who sees that something was refused, sees what
        long count = Interlocked.Increment(ref _count);
        if (BitOperations.IsPow2(count)) _log.Warning("Refused {0} ({1} so far).", Last, count);
    }

    private static string OneLine(string text)
    {
        string line = string.Concat(text.Take(LongestText).Select(c => char.IsControl(c) ? ' ' : c)).TrimEnd(' ', '.');
        return text.Length > LongestText ? line + " …" : line;
    }

    private sealed class Provider : ExtensionIdProvider<RefusedMessages>
    {
        public override RefusedMessages CreateExtension(ExtendedActorSystem system) => new(system);
    }
}

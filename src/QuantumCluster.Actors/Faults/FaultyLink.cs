using Akka.Remote.Transport;
using Google.Protobuf;

namespace QuantumCluster.Actors.Faults;

/// <summary>One link with a valve for either direction. What is held comes in its order once the cut heals.</summary>
internal sealed class FaultyLink : AssociationHandle, IHandleEventListener
{
    private readonly AssociationHandle _link;
    private readonly NetworkFaults _faults;
    private readonly Lock _gate = new();
    private readonly Queue<ByteString> _outward = new();
    private readonly Queue<IHandleEvent> _inward = new();
    private IHandleEventListener? _above;

    public FaultyLink(AssociationHandle link, NetworkFaults faults) : base(link.LocalAddress, link.RemoteAddress)
    {
        (_link, _faults) = (link, faults);
        faults.Healed += Flush;
        _ = ReadHandlerSource.Task.ContinueWith(t =>
        {
            _above = t.Result;
            _link.ReadHandlerSource.SetResult(this);
        }, TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously);
    }

    public override bool Write(ByteString payload)
    {
        lock (_gate)
        {
            switch (_faults.Outbound())
            {
                case NetworkFaults.Fate.Lose:
                    return true;
                case NetworkFaults.Fate.Garble:
                    return _link.Write(ByteString.CopyFrom(_faults.Noise(payload.Length)));
                case NetworkFaults.Fate.Pass when _outward.Count == 0:
                    return _link.Write(payload);
                default:
                    _outward.Enqueue(payload);
                    return true;
            }
        }
    }

    /// <summary>From the link below.</summary>
    public void Notify(IHandleEvent ev)
    {
        lock (_gate)
        {
            if (ev is not InboundPayload)
            {
                if (ev is Disassociated) _faults.Healed -= Flush;
                _above!.Notify(ev);
                return;
            }

            NetworkFaults.Fate fate = _faults.Inbound();
            if (fate is NetworkFaults.Fate.Lose) return;
            if (fate is NetworkFaults.Fate.Pass && _inward.Count == 0) _above!.Notify(ev);
            else _inward.Enqueue(ev);
        }
    }

#pragma warning disable CS0672, CS0618 // the way that Akka itself calls
    public override void Disassociate()
    {
        _faults.Healed -= Flush;
        _link.Disassociate();
    }
#pragma warning restore CS0672, CS0618

    private void Flush()
    {
        lock (_gate)
        {
            while (_outward.TryDequeue(out ByteString? payload)) _link.Write(payload);
            while (_inward.TryDequeue(out IHandleEvent? ev)) _above!.Notify(ev);
        }
    }
}

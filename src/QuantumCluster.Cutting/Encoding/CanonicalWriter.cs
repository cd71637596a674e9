using System.Buffers;
using System.Buffers.Binary;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Encoding;

/// <summary>Writes values in the one byte form that hashes are taken of: little-endian, lengths before lists, nothing optional.</summary>
internal sealed class CanonicalWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    public void Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    /// <summary>The first byte: the form's version, one of its own for floats, so that values in double have kept their hashes.</summary>
    public void Version(Precision precision) => Byte(precision == Precision.Float ? (byte)2 : (byte)1);

    /// <summary>The first byte of a plan: two more versions for those that are bound to classes of devices.</summary>
    public void Version(Precision precision, bool isBound) => Byte((byte)((precision == Precision.Float ? 2 : 1) + (isBound ? 2 : 0)));

    public void Int(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.GetSpan(4), value);
        _buffer.Advance(4);
    }

    public void Double(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_buffer.GetSpan(8), value);
        _buffer.Advance(8);
    }

    public void List<T>(IReadOnlyCollection<T> items, Action<T> item)
    {
        Int(items.Count);
        foreach (T i in items) item(i);
    }

    public void Circuit(Circuit circuit)
    {
        Int(circuit.QubitCount);
        Int(circuit.WeightCount);
        Int(circuit.InputCount);
        List(circuit.Operations, Operation);
    }

    public void Readout(Readout readout)
    {
        switch (readout)
        {
            case QuantumCluster.Circuits.Readouts.Readout.Probabilities:
                Byte(1);
                break;
            case QuantumCluster.Circuits.Readouts.Readout.Marginal marginal:
                Byte(2);
                List(marginal.Qubits, Int);
                break;
            case QuantumCluster.Circuits.Readouts.Readout.Expectations expectations:
                Byte(3);
                List(expectations.Strings, s => List(s.Factors, f => Byte((byte)f)));
                break;
            default:
                throw new ArgumentException($"No encoding for {readout.GetType()}.", nameof(readout));
        }
    }

    public void DeviceClass(DeviceClass devices)
    {
        Text(devices.Profile);
        Text(devices.Figures);
        Int(devices.Qubits);
        Byte(devices.IsNoisy ? (byte)1 : (byte)0);
    }

    private void Text(string text) => List(System.Text.Encoding.UTF8.GetBytes(text), Byte);

    private void Operation(Operation operation)
    {
        Byte(operation.Gate.Code);
        Int(operation.Control);
        Int(operation.Target);
        Byte((byte)operation.Angle.Source);
        Int(operation.Angle.Index);
        Double(operation.Angle.Radians);
    }
}

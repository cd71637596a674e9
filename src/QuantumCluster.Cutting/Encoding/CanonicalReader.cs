using System.Buffers.Binary;
using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Encoding;

/// <summary>Reads what <see cref="CanonicalWriter"/> writes, and trusts none of it.</summary>
/// <exception cref="FormatException">The bytes are short, too long, or not a legal value.</exception>
internal ref struct CanonicalReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Most entries that a list may announce.</summary>
    private const int ListLimit = 1 << 20;

    /// <summary>What the first byte says.</summary>
    /// <param name="what">Of what value, for the message.</param>
    public Precision Version(string what)
    {
        byte version = Byte();
        return version switch
        {
            1 => Precision.Double,
            2 => Precision.Float,
            _ => throw new FormatException($"{what} encoding version {version} is neither 1 nor 2: the nodes run different releases."),
        };
    }

    /// <summary>The same for plans, which have two more versions for those that are bound to classes of devices.</summary>
    public Precision Version(string what, out bool isBound)
    {
        isBound = !_rest.IsEmpty && _rest[0] is 3 or 4;
        return isBound ? Byte() == 3 ? Precision.Double : Precision.Float : Version(what);
    }

    public byte Byte() => Take(1)[0];

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    /// <summary>The length of a list whose entries take at least <paramref name="entryBytes"/> bytes each.</summary>
    public int Count(int entryBytes)
    {
        int count = Int();
        if (count < 0 || count > ListLimit || (long)count * entryBytes > _rest.Length) throw new FormatException($"A list announces {count} entries, more than its bytes can hold.");
        return count;
    }

    /// <summary>The same of a list that is only written when it has entries.</summary>
    public int FilledCount(int entryBytes) => Count(entryBytes) is > 0 and var count ? count : throw new FormatException("A list that may be absent is there and empty.");

    public ImmutableArray<int> Ints()
    {
        int count = Count(4);
        var items = ImmutableArray.CreateBuilder<int>(count);
        for (int i = 0; i < count; i++) items.Add(Int());
        return items.MoveToImmutable();
    }

    public Circuit Circuit()
    {
        int qubits = Int(), weights = Int(), inputs = Int();
        var operations = new Operation[Count(22)];
        for (int i = 0; i < operations.Length; i++) operations[i] = Operation();
        try
        {
            return QuantumCluster.Circuits.Circuit.Create(qubits, weights, inputs, operations);
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    public Readout Readout()
    {
        byte kind = Byte();
        try
        {
            switch (kind)
            {
                case 1:
                    return new QuantumCluster.Circuits.Readouts.Readout.Probabilities();
                case 2:
                    return new QuantumCluster.Circuits.Readouts.Readout.Marginal(Ints());
                case 3:
                    var strings = new PauliString[Count(4)];
                    for (int i = 0; i < strings.Length; i++)
                    {
                        var letters = new char[Count(1)];
                        for (int q = 0; q < letters.Length; q++) letters[q] = "IXYZ"[Limited(Byte(), 3, "Pauli operator")];
                        strings[i] = PauliString.Parse(new string(letters));
                    }

                    return new QuantumCluster.Circuits.Readouts.Readout.Expectations([.. strings]);
                default:
                    throw new FormatException($"{kind} is no kind of readout.");
            }
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    public DeviceClass DeviceClass()
    {
        string profile = Text(), figures = Text();
        int qubits = Int();
        bool noisy = Limited(Byte(), 1, "flag") == 1;
        try
        {
            return new(profile, figures, qubits, noisy);
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    public byte Limited(byte value, int largest, string what) =>
        value <= largest ? value : throw new FormatException($"{value} is no {what}.");

    public void End()
    {
        if (!_rest.IsEmpty) throw new FormatException($"{_rest.Length} bytes are left over.");
    }

    private string Text() => System.Text.Encoding.UTF8.GetString(Take(Count(1)));

    private Operation Operation()
    {
        byte code = Byte();
        Gate gate = Gate.WithCode(code) ?? throw new FormatException($"{code} is no gate.");
        int control = Int(), target = Int();
        var source = (AngleSource)Limited(Byte(), 2, "source of an angle");
        int index = Int();
        double radians = Double();
        try
        {
            Angle angle = source switch
            {
                AngleSource.Weight => Angle.Weight(index),
                AngleSource.Input => Angle.Input(index),
                _ => Angle.FromRadians(radians),
            };
            Operation operation = gate.Controls == 0
                ? QuantumCluster.Circuits.Operation.On(gate, target, angle)
                : QuantumCluster.Circuits.Operation.Controlled(gate, control, target, angle);

            // One value, one spelling: fields that the value ignores must hold what the writer puts there, or it would have several hashes.
            bool canonical = operation.Control == control && operation.Angle.Index == index
                && BitConverter.DoubleToInt64Bits(operation.Angle.Radians) == BitConverter.DoubleToInt64Bits(radians);
            return canonical ? operation : throw new FormatException($"Operation {operation} carries a control, index or angle that it does not have.");
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_rest.Length < count) throw new FormatException("The bytes end too early.");
        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}

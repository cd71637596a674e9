using System.Runtime.CompilerServices;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Devices.Numerics;

namespace QuantumCluster.Devices.Fused;

/// <summary>
/// The buffers of one fused program and its evaluation for one vector of samples at a time. Not safe for concurrent calls; nothing is
/// allocated after construction.
/// </summary>
internal sealed class FusedRun<L> where L : unmanaged, ILanes<L>
{
    private readonly FusedProgram _program;
    private readonly FusedCircuit _circuit;
    private readonly FusedCircuit.Step[] _steps;
    private readonly int _firstBlockStep;
    private readonly double[] _weights;
    private readonly double[] _sines;
    private readonly double[] _cosines;
    private readonly double[] _fused;
    private readonly LaneBuffer<L> _matrices; // element by element, as are the coefficients
    private readonly LaneBuffer<L>[] _coefficients;
    private readonly LaneBuffer<L> _joins;
    private readonly LaneBuffer<L> _products;
    private readonly LaneBuffer<L>[] _states;
    private readonly LaneBuffer<L> _cotangents;
    private readonly LaneBuffer<L> _earlier;
    private readonly LaneBuffer<L> _forms;
    private readonly LaneBuffer<L> _coordinates = new(FusedBlock.Coordinates + JoinKernel.Size);
    private readonly LaneBuffer<L> _gradients;
    private readonly LaneBuffer<L> _angles;
    private readonly bool[] _isStale;
    private bool _hasWeights;
    private bool _hasCoefficients;

    public FusedRun(FusedProgram program)
    {
        (_program, _circuit) = (program, program.Circuit);
        _steps = [.. _circuit.Steps];
        _firstBlockStep = Array.FindIndex(_steps, s => s is not FusedCircuit.Step.Product);
        int weights = program.Program.Circuit.WeightCount, inputs = program.Program.Circuit.InputCount, blocks = _circuit.Blocks.Length;
        _weights = new double[weights];
        _isStale = new bool[blocks];
        _sines = new double[SineCosineLanes.Padded(weights)];
        _cosines = new double[_sines.Length];
        _fused = new double[FusedBlock.MatrixNumbers + FusedBlock.Coordinates * _circuit.Blocks.Max(b => b.Parameters.Length)];
        _matrices = new(blocks * FusedBlock.MatrixNumbers / L.Width);
        _coefficients = [.. _circuit.Blocks.Select(b => new LaneBuffer<L>(b.Parameters.Length * FusedBlock.Coordinates / L.Width))];
        _joins = new(blocks * JoinKernel.Size);
        _products = new(2 * _circuit.Wires.Length);
        _states = [new(2 << (2 * _circuit.Prepared)), .. _steps.Select(s => new LaneBuffer<L>(2 << s.BitsAfter))];
        _cotangents = new(2 << _circuit.FinalBits);
        _earlier = new(2 << _circuit.FinalBits);
        _forms = new(program.Table.Forms * program.Table.Columns);
        _gradients = new(weights + inputs);
        _angles = new(inputs);
        for (int branch = 0; branch < 1 << _circuit.Prepared; branch++)
            _states[0].Span[2 * ((branch << _circuit.Prepared) | branch)] = L.Broadcast(1);
        for (int q = 0; q < _circuit.Wires.Length; q++)
            (_products.Span[2 * q], _products.Span[2 * q + 1]) = (L.Broadcast(_circuit.Wires[q].Start.Zero), L.Broadcast(_circuit.Wires[q].Start.One));
    }

    /// <summary>Encoding angles of the samples at hand, [input]: to be filled before each evaluation.</summary>
    public Span<L> Angles => _angles.Span;

    /// <summary>After <see cref="Differentiate"/>: [weights, then inputs].</summary>
    public Span<L> Gradients => _gradients.Span;

    /// <summary>Fuses the blocks whose weights are not those that they were fused for.</summary>
    public void LoadWeights(ReadOnlySpan<double> weights)
    {
        if (_hasWeights && weights.SequenceEqual(_weights)) return;
        for (int b = 0; b < _circuit.Blocks.Length; b++) _isStale[b] = !_hasWeights || Differs(_circuit.Blocks[b], weights);
        weights.CopyTo(_weights);
        _hasWeights = true;
        _hasCoefficients = false;
        weights.CopyTo(_sines);
        SineCosineLanes.OfHalves(_sines, _cosines);
        for (int b = 0; b < _circuit.Blocks.Length; b++)
            if (_isStale[b]) Fuse(b, isDifferentiated: false);
    }

    private bool Differs(FusedBlock block, ReadOnlySpan<double> weights)
    {
        foreach (FusedBlock.Parameter parameter in block.Parameters)
            if (!parameter.IsInput && weights[parameter.Index] != _weights[parameter.Index]) return true;
        return false;
    }

    /// <param name="probabilities">[variant of those asked for, outcome]; overwritten.</param>
    public void Evaluate(Span<L> probabilities, int firstVariant, int variants)
    {
        Evolve();
        MeasurementTable table = _program.Table;
        if (variants == _program.Program.Variants.Length && table.RowsAreForms)
        {
            FormsKernel.Square(table, ref _states[^1].First, ref probabilities[0]);
            return;
        }

        if (variants == _program.Program.Variants.Length && table.IsOnePreparedQubit)
        {
            FormsKernel.MeasureOnePreparedQubit(table, ref _states[^1].First, ref probabilities[0]);
            return;
        }

        FormsKernel.Square(_program.Table, ref _states[^1].First, ref _forms.First);
        FormsKernel.Combine(_program.Table, ref _forms.First, ref probabilities[0], firstVariant, variants);
    }

    /// <summary>Gradients of Σ cotangent · probability, with the states of the last <see cref="Evaluate"/>.</summary>
    /// <param name="cotangents">[variant, outcome], all variants.</param>
    public void Differentiate(Span<L> cotangents)
    {
        if (!_hasCoefficients)
            for (int b = 0; b < _circuit.Blocks.Length; b++) Fuse(b, isDifferentiated: true);
        _hasCoefficients = true;
        _gradients.Span.Clear();
        FormsKernel.Gather(_program.Table, ref cotangents[0], ref _forms.First);
        FormsKernel.PullBack(_program.Table, ref _forms.First, ref _states[^1].First, ref _cotangents.First);
        LaneBuffer<L> after = _cotangents, before = _earlier;
        for (int s = _steps.Length - 1; s >= _firstBlockStep; s--)
        {
            Retrace(s, ref after.First, ref before.First);
            (after, before) = (before, after);
        }
    }

    /// <summary>Brings the state to the end of the circuit and keeps it after every step.</summary>
    public void Evolve()
    {
        Encode();
        ref L products = ref _products.First;
        for (int s = 0; s < _steps.Length; s++)
        {
            ref L input = ref _states[s].First;
            ref L output = ref _states[s + 1].First;
            switch (_steps[s])
            {
                case FusedCircuit.Step.Join join:
                    ref L v = ref _joins.Span[join.Block * JoinKernel.Size];
                    JoinKernel.Form(in Block(join.Block), _products.Span[2 * join.Qubit], _products.Span[2 * join.Qubit + 1], ref v);
                    if (s == 0 && _circuit.Prepared == 1) JoinKernel.ApplyToBranches(ref v, ref output);
                    else if (_circuit.Blocks[join.Block].IsControlled) ControlledJoinKernel.Apply(ref v, ref input, ref output, 1 << (join.Bits - 1), join.FirstBit);
                    else JoinKernel.Apply(ref v, ref input, ref output, 1 << (join.Bits - 1), join.FirstBit);
                    break;
                case FusedCircuit.Step.Both both:
                    PairKernel.Apply(in Block(both.Block), ref input, ref output, 1 << (both.Bits - 2), both.FirstBit, both.SecondBit);
                    break;
                case FusedCircuit.Step.Product product:
                    Multiply(_states[s].Span, _products.Span[2 * product.Qubit], _products.Span[2 * product.Qubit + 1], _states[s + 1].Span);
                    break;
            }
        }
    }

    /// <summary>RY(x) on each encoded qubit's real start.</summary>
    private void Encode()
    {
        Span<L> products = _products.Span, angles = _angles.Span;
        for (int q = 0; q < _circuit.Wires.Length; q++)
        {
            Wire wire = _circuit.Wires[q];
            if (wire.Input < 0) continue;
            (L sin, L cos) = SineCosineLanes.Of(angles[wire.Input] * L.Broadcast(0.5));
            L zero = L.Broadcast(wire.Start.Zero), one = L.Broadcast(wire.Start.One);
            products[2 * q] = L.SubtractProduct(sin, one, cos * zero);
            products[2 * q + 1] = L.MultiplyAdd(sin, zero, cos * one);
        }
    }

    private static void Multiply(ReadOnlySpan<L> state, L zero, L one, Span<L> output)
    {
        for (int a = 0; a < state.Length; a += 2)
        {
            (output[2 * a], output[2 * a + 1]) = (state[a] * zero, state[a + 1] * zero);
            (output[2 * a + 2], output[2 * a + 3]) = (state[a] * one, state[a + 1] * one);
        }
    }

    /// <summary>One step back: gradients of the step's angles, and, unless nothing before it has any, the cotangents of the state before.</summary>
    private void Retrace(int step, ref L after, ref L before)
    {
        bool goesOn = step > _firstBlockStep;
        ref L coordinates = ref _coordinates.First;
        switch (_steps[step])
        {
            case FusedCircuit.Step.Join join:
                ref L v = ref _joins.Span[join.Block * JoinKernel.Size];
                ref L correlated = ref _coordinates.Span[FusedBlock.Coordinates];
                FusedBlock fused = _circuit.Blocks[join.Block];
                _coordinates.Span[..FusedBlock.Coordinates].Clear();
                if (fused.UsedCoordinates < FusedBlock.Coordinates)
                {
                    ControlledJoinKernel.AddCoordinates(ref v, ref after, ref _states[step].First, ref coordinates, 1 << (join.Bits - 1), join.FirstBit);
                }
                else
                {
                    JoinKernel.Correlate(ref after, ref _states[step].First, ref correlated, 1 << (join.Bits - 1), join.FirstBit);
                    PairKernel.AddCross(ref coordinates, ref v, ref correlated, 0, 4, 8, 12);
                    PairKernel.AddCross(ref coordinates, ref v, ref correlated, 2, 6, 10, 14);
                }

                AddGradients(join.Block, fused.UsedCoordinates);
                if (goesOn && fused.IsControlled) ControlledJoinKernel.PullBack(ref v, ref after, ref before, 1 << (join.Bits - 1), join.FirstBit);
                else if (goesOn) JoinKernel.PullBack(ref v, ref after, ref before, 1 << (join.Bits - 1), join.FirstBit);
                break;
            case FusedCircuit.Step.Both both:
                _coordinates.Span[..FusedBlock.Coordinates].Clear();
                PairKernel.Coordinates(ref _states[step + 1].First, ref after, ref coordinates, 1 << (both.Bits - 2), both.FirstBit, both.SecondBit);
                int used = _circuit.Blocks[both.Block].UsedCoordinates;
                if (used < FusedBlock.Coordinates) MoveUp(_coordinates.Span);
                AddGradients(both.Block, used);
                if (goesOn) PairKernel.PullBack(in Block(both.Block), ref after, ref before, 1 << (both.Bits - 2), both.FirstBit, both.SecondBit);
                break;
            case FusedCircuit.Step.Product product:
                L zero = _products.Span[2 * product.Qubit], one = _products.Span[2 * product.Qubit + 1];
                for (int a = 0; a < 2 << product.Bits; a += 2)
                {
                    At(ref before, a) = L.MultiplyAdd(one, At(ref after, 2 * a + 2), zero * At(ref after, 2 * a));
                    At(ref before, a + 1) = L.MultiplyAdd(one, At(ref after, 2 * a + 3), zero * At(ref after, 2 * a + 1));
                }

                break;
        }
    }

    private void AddGradients(int block, int used)
    {
        FusedBlock fused = _circuit.Blocks[block];
        ref L coefficients = ref _coefficients[block].First;
        Span<L> gradients = _gradients.Span;
        ReadOnlySpan<L> n = _coordinates.Span[..FusedBlock.Coordinates];
        for (int p = 0; p < fused.Parameters.Length; p++)
        {
            int row = p * FusedBlock.Coordinates;
            L even = L.Broadcast(in coefficients, row) * n[0], odd = L.Broadcast(in coefficients, row + 1) * n[1];
            for (int i = 2; i < used; i += 2)
            {
                even = L.MultiplyAdd(L.Broadcast(in coefficients, row + i), n[i], even);
                odd = L.MultiplyAdd(L.Broadcast(in coefficients, row + i + 1), n[i + 1], odd);
            }

            FusedBlock.Parameter parameter = fused.Parameters[p];
            ref L target = ref gradients[parameter.IsInput ? _weights.Length + parameter.Index : parameter.Index];
            target += even + odd;
        }
    }

    /// <summary>Matrices and coefficients are found in double, whatever the run's precision.</summary>
    private void Fuse(int block, bool isDifferentiated)
    {
        FusedBlock fused = _circuit.Blocks[block];
        Span<double> matrix = _fused.AsSpan(0, FusedBlock.MatrixNumbers);
        Span<double> coefficients = isDifferentiated ? _fused.AsSpan(FusedBlock.MatrixNumbers, fused.Parameters.Length * FusedBlock.Coordinates) : [];
        fused.Fuse(_sines, _cosines, matrix, coefficients);
        if (fused.UsedCoordinates < FusedBlock.Coordinates)
            for (int at = 0; at < coefficients.Length; at += FusedBlock.Coordinates) MoveUp(coefficients.Slice(at, FusedBlock.Coordinates));
        Pack(matrix, ref Block(block));
        Pack(coefficients, ref _coefficients[block].First);
    }

    /// <summary>Brings the 8 coordinates that a controlled block uses, or their coefficients, to the front.</summary>
    private static void MoveUp<T>(Span<T> coordinates) => coordinates.Slice(14, 2).CopyTo(coordinates[6..]);

    private static void Pack(ReadOnlySpan<double> numbers, ref L packed)
    {
        for (int i = 0; i < numbers.Length; i += L.Width) At(ref packed, i / L.Width) = L.Load(numbers[i..]);
    }

    private ref L Block(int block) => ref At(ref _matrices.First, block * FusedBlock.MatrixNumbers / L.Width);

    private static ref L At(ref L first, int index) => ref Unsafe.Add(ref first, index);
}

using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Estimation;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Execution;

namespace QuantumCluster.Cutting.Tests.Estimation;

/// <summary>Estimates of one plan on random circuits of eight qubits, against what is exact.</summary>
internal sealed class EstimationScene(CutPlan plan)
{
    public static readonly Readout Marginal = new Readout.Marginal(3, 4, 5, 6, 7);

    private readonly LocalExecutor _executor = new(new StateVectorDevice(DeviceProfile.FiveQubit));

    public static CutPlan Plan(string kernel, Readout readout, VariantChoice choice) => CutPlan.Create(TestCuts.OneLayer(kernel, readout, choice));

    /// <summary>Weights as they are drawn for training, inputs from U(−π/2, π/2).</summary>
    public Batch Circuit(ulong number, int samples = 1)
    {
        KeyedRandom random = new Seed(900).For(number).Generator();
        return new(random.Angles(plan.Request.Circuit.WeightCount, Math.PI / 4), random.Angles(8 * samples, Math.PI / 2), samples);
    }

    public FragmentTensors Exact(Batch batch, out double[] outputs)
    {
        ForwardResult forward = _executor.ForwardAsync(plan, batch).GetAwaiter().GetResult();
        outputs = forward.Outputs;
        return forward.Measured;
    }

    public Estimate Estimate(Batch batch, ShotBudget budget, bool leastSquares = false) =>
        new Estimator(_executor).EstimateAsync(plan, batch, budget, new EstimateSettings { LeastSquares = leastSquares }).GetAwaiter().GetResult();

    /// <summary>Every output of many estimates of several circuits.</summary>
    public Errors Repeat(int circuits, int seeds, long shots, Allocation allocation, bool leastSquares = false)
    {
        var errors = new Errors();
        for (int c = 0; c < circuits; c++)
        {
            Batch batch = Circuit((ulong)c);
            Exact(batch, out double[] exact);
            for (int s = 0; s < seeds; s++)
                errors.Add(exact, Estimate(batch, new ShotBudget(shots, allocation, new Seed(901).For((ulong)c).For((ulong)s)), leastSquares));
        }

        return errors;
    }

    /// <summary>How far estimates were from the truth, and how far they said that they would be.</summary>
    public sealed class Errors
    {
        private double _squares, _predicted, _scaled;
        private long _count, _inside;

        public double RootMeanSquare => Math.Sqrt(_squares / _count);

        public double Predicted => Math.Sqrt(_predicted / _count);

        /// <summary>Share of the outputs whose 95 % interval holds the truth.</summary>
        public double Coverage => (double)_inside / _count;

        /// <summary>Mean error in standard errors.</summary>
        public double MeanScaled => _scaled / _count;

        public void Add(double[] exact, Estimate estimate)
        {
            for (int i = 0; i < exact.Length; i++)
            {
                double error = estimate.Outputs[i] - exact[i], bar = estimate.StandardErrors[i];
                _squares += error * error;
                _predicted += bar * bar;
                _scaled += error / bar;
                _count++;
                if (Math.Abs(error) <= Cutting.Estimation.Estimate.NormalQuantile95 * bar) _inside++;
            }
        }
    }
}

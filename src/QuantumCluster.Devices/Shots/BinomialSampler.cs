using System.Numerics;
using QuantumCluster.Circuits;
using QuantumCluster.Devices.Numerics;

namespace QuantumCluster.Devices.Shots;

/// <summary>
/// Binomial variates in time that does not grow with the number of trials: inversion where few successes are expected, and BTRS elsewhere
/// (W. Hörmann, "The generation of binomial random variates", 1993: transformed rejection with squeeze). Exact but for the rounding of doubles,
/// and made of IEEE operations only: the same stream gives the same variates on every platform.
/// </summary>
internal static class BinomialSampler
{
    /// <summary>Fewest expected successes at which BTRS is valid.</summary>
    private const double RejectionFrom = 10;

    /// <summary>With fewer than 10 successes expected, more than this have a chance below 10⁻⁹⁰.</summary>
    private const int InversionLimit = 127;

    private const long OneBits = 1023L << 52;

    private static readonly double[] Reciprocal = [0, .. Enumerable.Range(1, InversionLimit).Select(k => 1.0 / k)];

    /// <param name="trials">At least 0.</param>
    /// <param name="success">Chance of a success, 0 to 1.</param>
    /// <param name="failure">1 − <paramref name="success"/>: asked for, because a caller often knows it with more digits than the difference has.</param>
    public static int Draw(KeyedRandom random, int trials, double success, double failure)
    {
        if (trials == 0 || success <= 0) return 0;
        if (failure <= 0) return trials;
        return success <= failure ? DrawRarer(random, trials, success, failure) : trials - DrawRarer(random, trials, failure, success);
    }

    private static int DrawRarer(KeyedRandom random, int trials, double p, double q) =>
        trials * p < RejectionFrom ? Invert(random, trials, p, q) : Reject(random, trials, p, q);

    /// <summary>Adds up P(0), P(1), … until they pass a uniform number; P(k) = P(k − 1) · ((n + 1)/k − 1) · p/q.</summary>
    private static int Invert(KeyedRandom random, int trials, double p, double q)
    {
        double odds = p / q, first = (trials + 1) * odds, none = Power(q, trials);
        double[] reciprocal = Reciprocal;
        int limit = Math.Min(trials, reciprocal.Length - 1);
        while (true)
        {
            double left = random.NextDouble(), chance = none;
            int k = 0;
            while (left >= chance)
            {
                left -= chance;
                if (++k > limit) break;
                chance *= Math.FusedMultiplyAdd(first, reciprocal[k], -odds);
            }

            if (k <= limit) return k; // beyond it is only what rounding left over
        }
    }

    /// <summary>Algorithm BTRS, with its names; p is at most 1/2.</summary>
    private static int Reject(KeyedRandom random, int trials, double p, double q)
    {
        double n = trials, spq = Math.Sqrt(n * p * q);
        double b = Math.FusedMultiplyAdd(2.53, spq, 1.15), a = Math.FusedMultiplyAdd(0.01, p, Math.FusedMultiplyAdd(0.0248, b, -0.0873));
        double c = Math.FusedMultiplyAdd(n, p, 0.5), vr = 0.92 - 4.2 / b;
        while (true)
        {
            double u = random.NextDouble() - 0.5, v = random.NextDouble(), us = 0.5 - Math.Abs(u);
            double k = Math.Floor(Math.FusedMultiplyAdd(2 * a / us + b, u, c));
            if (us >= 0.07 && v <= vr) return (int)k; // the squeeze: inside the density, and k between 0 and n
            if (k < 0 || k > n) continue;
            if (IsBelowDensity(trials, (int)k, p, q, v * ((2.83 + 5.1 / b) * spq) / (a / (us * us) + b))) return (int)k;
        }
    }

    /// <summary>Whether <paramref name="height"/> is at most P(k) / P(m), m being the mode.</summary>
    private static bool IsBelowDensity(int n, int k, double p, double q, double height)
    {
        int m = (int)((n + 1.0) * p);
        double ofMode = LogFactorial.Of(m) + LogFactorial.Of(n - m), ofPoint = LogFactorial.Of(k) + LogFactorial.Of(n - k);
        return Logarithm.Of(height) <= Math.FusedMultiplyAdd(k - m, Logarithm.Of(p / q), ofMode - ofPoint);
    }

    /// <summary>Squares and multiplies, by 1 where the exponent has no bit: a branch there could not be foretold.</summary>
    private static double Power(double x, int exponent)
    {
        double result = 1;
        for (int bits = 32 - BitOperations.LeadingZeroCount((uint)exponent); bits > 0; bits--, exponent >>= 1, x *= x)
            result *= BitConverter.Int64BitsToDouble(OneBits ^ ((OneBits ^ BitConverter.DoubleToInt64Bits(x)) & -(long)(exponent & 1)));
        return result;
    }
}

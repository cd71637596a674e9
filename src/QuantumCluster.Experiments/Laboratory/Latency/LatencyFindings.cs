using static System.FormattableString;

namespace QuantumCluster.Experiments.Laboratory.Latency;

/// <summary>What the sweep says, in sentences whose every figure and verdict comes from the data.</summary>
internal static class LatencyFindings
{
    public static IEnumerable<string> Of(LatencyData data, int middle, int most)
    {
        string heaviest = LatencyCase.Distributions[^1].Name, lightest = LatencyCase.Distributions[0].Name;
        LatencyFound calm = data.Of(lightest, middle, "none"), none = data.Of(heaviest, middle, "none"), retry = data.Of(heaviest, middle, "retry"), copy = data.Of(heaviest, middle, "copy");
        yield return Invariant($"Equal means, unequal steps: on {middle} devices a step takes {Text(calm.Mean)} ms with {lightest} queue latency and {Text(none.Mean)} ms with {heaviest} when every job is waited for, {none.Mean.Mean / calm.Mean.Mean:F1} times as long; its 99th percentile is {none.P99.Mean:F0} ms.");
        LatencyFound better = copy.Mean.Mean < retry.Mean.Mean ? copy : retry, worse = better == copy ? retry : copy;
        string verdict = better.Mean.DiffersFrom(worse.Mean) ? Invariant($"{better.Case.Policy.Name} beats {worse.Case.Policy.Name}") : Invariant($"the data do not tell {better.Case.Policy.Name} from {worse.Case.Policy.Name}");
        yield return Invariant($"There, retry brings it to {Text(retry.Mean)} ms for {retry.Extra.Mean:P1} more jobs, speculative copies to {Text(copy.Mean)} ms for {copy.Extra.Mean:P1} more: {verdict}. The 99th percentiles are {retry.P99.Mean:F0} and {copy.P99.Mean:F0} ms.");
        LatencyFound wide = data.Of(heaviest, most, "none"), wideCopy = data.Of(heaviest, most, "copy");
        yield return Invariant($"More devices than jobs cannot shorten a tail that is waited for: on {most} devices {heaviest} takes {Text(wide.Mean)} ms without a policy and {Text(wideCopy.Mean)} ms with copies, {wide.Mean.Mean / wideCopy.Mean.Mean:F1} times less; with {lightest} latency it is {Text(data.Of(lightest, most, "none").Mean)} ms.");
        LatencyFound[] harmful = [.. data.Found.Where(f => f.Case.Policy.Name != "none" && f.Mean.DiffersFrom(data.Of(f.Case.Distribution, f.Case.Devices, "none").Mean) && f.Mean.Mean > data.Of(f.Case.Distribution, f.Case.Devices, "none").Mean.Mean)];
        yield return harmful.Length == 0
            ? "Nowhere in the sweep does a policy make steps longer by more than chance could (99 %)."
            : "A policy can harm: " + string.Join("; ", harmful.OrderByDescending(f => f.Mean.Mean / data.Of(f.Case.Distribution, f.Case.Devices, "none").Mean.Mean).Take(3).Select(f =>
                Invariant($"{f.Case.Policy.Name} with {f.Case.Distribution} latency on {f.Case.Devices} devices takes {Text(f.Mean)} ms instead of {Text(data.Of(f.Case.Distribution, f.Case.Devices, "none").Mean)}"))) + ".";
    }

    private static string Text(Estimate estimate) => Invariant($"{estimate.Mean:F1} ± {estimate.Error:F1}");
}

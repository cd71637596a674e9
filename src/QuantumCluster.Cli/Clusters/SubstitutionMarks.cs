using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cli.Clusters;

/// <summary>Keeps what runs say of jobs that other devices did than the plan says. Does not own what it wraps; safe for concurrent calls.</summary>
internal sealed class SubstitutionMarks(IFragmentExecutor inner) : IFragmentExecutor
{
    private readonly ConcurrentDictionary<DeviceClass, int> _jobs = new();

    /// <summary>Jobs by the class that did them; empty for results that can be had again.</summary>
    public ImmutableArray<(DeviceClass By, int Jobs)> All => [.. _jobs.OrderBy(j => j.Key.Figures, StringComparer.Ordinal).Select(j => (j.Key, j.Value))];

    public async Task<ForwardResult> ForwardAsync(CutPlan plan, Batch batch, CancellationToken cancellation = default) =>
        Marked(await inner.ForwardAsync(plan, batch, cancellation).ConfigureAwait(false));

    public async Task<ForwardResult> SampleAsync(CutPlan plan, Batch batch, ShotPlan shots, CancellationToken cancellation = default) =>
        Marked(await inner.SampleAsync(plan, batch, shots, cancellation).ConfigureAwait(false));

    public async Task<LayerGradients> BackwardAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, CancellationToken cancellation = default) =>
        Marked(await inner.BackwardAsync(plan, batch, forward, outputCotangents, cancellation).ConfigureAwait(false));

    public async Task<LayerGradients> ShiftAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, ShiftPlan shift, CancellationToken cancellation = default) =>
        Marked(await inner.ShiftAsync(plan, batch, forward, outputCotangents, shift, cancellation).ConfigureAwait(false));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>One sentence for the user; null when there is nothing to say.</summary>
    public static string? Words(ImmutableArray<(DeviceClass By, int Jobs)> marks) => marks.IsDefaultOrEmpty
        ? null
        : $"Substituted: {string.Join(" and ", marks.Select(m => $"{m.Jobs} jobs were done by devices of class {m.By}"))} instead of those that the plan says; another run need not give these bits.";

    /// <summary>The property <c>substituted</c>, if there is something to say.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<(DeviceClass By, int Jobs)> marks)
    {
        if (marks.IsDefaultOrEmpty) return;
        json.WriteStartArray("substituted");
        foreach ((DeviceClass by, int jobs) in marks)
        {
            json.WriteStartObject();
            json.WriteString("profile", by.Profile);
            json.WriteString("figures", by.Figures);
            json.WriteNumber("jobs", jobs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private ForwardResult Marked(ForwardResult result)
    {
        Keep(result.Substituted);
        return result;
    }

    private LayerGradients Marked(LayerGradients gradients)
    {
        Keep(gradients.Substituted);
        return gradients;
    }

    private void Keep(ImmutableArray<SubstitutedJobs> substituted)
    {
        foreach (SubstitutedJobs jobs in substituted) _jobs.AddOrUpdate(jobs.By, jobs.Jobs, (_, before) => before + jobs.Jobs);
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace QuantumCluster.Learning.Training;

/// <summary>Where a training stands between two steps, but for its tensors. Everything random is a function of seed and place, so no generator's state belongs to it.</summary>
internal sealed record TrainingProgress
{
    private static readonly JsonSerializerOptions Json = new(RunManifest.Json) { WriteIndented = false };

    public static TrainingProgress Start { get; } = new() { History = [] };

    /// <summary>Epochs finished, in order.</summary>
    public required IReadOnlyList<EpochSummary> History { get; init; }

    /// <summary>Steps done of the epoch after those, and what they summed up: losses times images, images, and seconds.</summary>
    public int StepsDone { get; init; }

    public double LossSum { get; init; }

    public int Images { get; init; }

    public double Seconds { get; init; }

    /// <summary>The epoch under way, from 1.</summary>
    [JsonIgnore]
    public int Epoch => History.Count + 1;

    /// <summary>Steps done since the start of the run.</summary>
    public long StepsInAll(int stepsPerEpoch) => (long)History.Count * stepsPerEpoch + StepsDone;

    public TrainingProgress WithStep(double loss, int images, double seconds) =>
        this with { StepsDone = StepsDone + 1, LossSum = LossSum + loss * images, Images = Images + images, Seconds = seconds };

    public TrainingProgress WithEpoch(EpochSummary summary) => new() { History = [.. History, summary] };

    /// <summary>On one line, with every bit of its numbers.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="JsonException">It is no progress.</exception>
    public static TrainingProgress FromJson(string text) => JsonSerializer.Deserialize<TrainingProgress>(text, Json) ?? throw new JsonException("it is empty.");
}

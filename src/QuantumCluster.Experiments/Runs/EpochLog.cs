using System.Text;
using System.Text.Json;
using QuantumCluster.Learning.Training;

namespace QuantumCluster.Experiments.Runs;

/// <summary>Writes <c>epochs.jsonl</c> and <c>epochs.csv</c>.</summary>
internal static class EpochLog
{
    public static void Write(RunFolder folder, IReadOnlyList<EpochSummary> epochs)
    {
        ReplacedFile.WriteText(folder.Epochs, string.Concat(epochs.Select(e => Json(e) + "\n")));
        ReplacedFile.WriteText(folder.EpochTable, "epoch,train_loss,validation_loss,validation_accuracy,validation_auc,seconds,best\n" + string.Concat(epochs.Select(e =>
            $"{e.Epoch},{Digits.Of(e.TrainLoss)},{Digits.Of(e.ValidationLoss)},{Digits.Of(e.ValidationAccuracy)},{Digits.Of(e.ValidationAuc)},{Digits.Of(Math.Round(e.Seconds, 3))},{(e.Best ? 1 : 0)}\n")));
    }

    public static void WriteObject(Utf8JsonWriter json, EpochSummary epoch)
    {
        json.WriteStartObject();
        json.WriteNumber("epoch", epoch.Epoch);
        json.WriteDigits("trainLoss", epoch.TrainLoss);
        json.WriteDigits("validationLoss", epoch.ValidationLoss);
        json.WriteDigits("validationAccuracy", epoch.ValidationAccuracy);
        json.WriteDigits("validationAuc", epoch.ValidationAuc);
        json.WriteNumber("seconds", Math.Round(epoch.Seconds, 3));
        json.WriteBoolean("best", epoch.Best);
        json.WriteEndObject();
    }

    private static string Json(EpochSummary epoch)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) WriteObject(json, epoch);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}

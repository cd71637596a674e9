using System.Text.Json;
using QuantumCluster.Learning.Networks;

namespace QuantumCluster.Learning.Training.Team;

/// <summary>What a trainer has prepared for a run. Trainers of equal accounts give the same bits for the same share.</summary>
/// <param name="Images">Digest of all images.</param>
/// <param name="Torch">As <see cref="TorchSelfTest"/> has it here.</param>
public sealed record TrainerAccount(string Images, NetworkDescription Network, string Torch)
{
    /// <summary>Of this process.</summary>
    /// <param name="run">As this process describes it, with its own network and data.</param>
    public static TrainerAccount Of(RunManifest run) =>
        new(run.Data.Digest, run.Network, TorchSelfTest.Digest(run.Settings.BatchSize, run.Data.ImageSize, run.Settings.Threads));

    /// <summary>On one line.</summary>
    public string ToText() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <returns>Why the lead, whose account this is, cannot use a trainer of another account, as a clause that follows "because"; null when it can.</returns>
    public string? WhyNot(string other)
    {
        TrainerAccount? account;
        try
        {
            account = JsonSerializer.Deserialize<TrainerAccount>(other, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            account = null;
        }

        return account switch
        {
            null => "it says of itself what this lead cannot read: they are of different releases",
            _ when account.Images != Images => $"its images are not the lead's (digest {Short(account.Images)} instead of {Short(Images)}); give it the same data by --data",
            _ when account.Network != Network => "it makes another network of the run's options than the lead: they are of different releases or have other device profiles",
            _ when account.Torch != Torch => $"torch gives other bits on its machine than on the lead's (self-test {Short(account.Torch)} instead of {Short(Torch)}); use machines of one processor type",
            _ => null,
        };
    }

    private static string Short(string? digest) => digest is { Length: > 8 } ? digest[..8] : "none";
}

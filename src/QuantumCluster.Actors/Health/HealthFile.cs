using System.Globalization;
using QuantumCluster.Actors.Settings;

namespace QuantumCluster.Actors.Health;

/// <summary>
/// The file by which whatever watches over a node's process, such as a container engine, sees that the node serves. A file and not a port: nothing more to secure.
/// It is written again and again while the node serves and removed when it does not; a node that was killed or hangs leaves one that ages.
/// </summary>
/// <param name="time">The clock that the file system's times are compared with.</param>
public sealed class HealthFile(string path, TimeProvider time)
{
    /// <summary>How often a node that serves writes the file.</summary>
    public static TimeSpan TouchEvery { get; } = TimeSpan.FromSeconds(2);

    /// <summary>How old the file of a node that serves may be: four writes missed, since a busy machine delays some.</summary>
    public static TimeSpan StaleAfter { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Writes the file anew; a reader sees the old text or the new one.</summary>
    /// <param name="sentence">What the node does, for people.</param>
    /// <exception cref="IOException">The disk is full, or the folder is gone.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void Touch(string sentence)
    {
        string next = $"{path}.next";
        File.WriteAllText(next, $"{sentence}\n");
        File.Move(next, path, overwrite: true);
    }

    /// <summary>The node does not serve. A file that is not there is fine.</summary>
    /// <inheritdoc cref="Touch" path="/exception"/>
    public void Remove() => File.Delete(path);

    /// <summary>For a node that starts: removes what an earlier life left behind, and tries whether the file can be written.</summary>
    /// <exception cref="InvalidSettingException">It cannot.</exception>
    public void Prepare()
    {
        try
        {
            Touch("starting");
            Remove();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidSettingException($"quantum-cluster.node.health-file is {path}, which cannot be written: {e.Message}", e);
        }
    }

    /// <summary>For whoever watches: does the node serve?</summary>
    public HealthReport Check()
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists) return new(false, $"There is no health file {path}: the node has not joined its cluster yet, has lost its coordinator, or has stopped.");
            double age = (time.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc).TotalSeconds;
            return Math.Abs(age) <= StaleAfter.TotalSeconds
                ? new(true, File.ReadAllText(path).Trim())
                : new(false, string.Create(CultureInfo.InvariantCulture,
                    $"The health file {path} was written {age:0} s ago, and a node that serves writes it every {TouchEvery.TotalSeconds:0} s: the node hangs or was killed."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new(false, $"The health file {path} cannot be read: {e.Message}");
        }
    }
}

/// <param name="Sentence">For people: what the node does, or what seems to be wrong with it.</param>
public sealed record HealthReport(bool Serves, string Sentence);

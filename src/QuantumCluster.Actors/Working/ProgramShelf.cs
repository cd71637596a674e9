using QuantumCluster.Actors.Ledger;
using QuantumCluster.Cutting.Encoding;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Actors.Working;

/// <summary>The programs that a worker knows, and the jobs that wait for programs it does not know.</summary>
internal sealed class ProgramShelf
{
    private const int Limit = 256;
    private readonly Dictionary<ProgramHash, FragmentProgram> _programs = [];
    private readonly Queue<ProgramHash> _ages = new();
    private readonly Dictionary<ProgramHash, List<LeasedJob>> _waiting = [];

    /// <summary>Programs that jobs wait for.</summary>
    public IReadOnlyCollection<ProgramHash> Wanted => _waiting.Keys;

    public FragmentProgram? Find(ProgramHash hash) => _programs.GetValueOrDefault(hash);

    /// <returns>True when it is the first job to wait for its program, which is then to be asked for.</returns>
    public bool Await(LeasedJob job)
    {
        if (_waiting.TryGetValue(job.Job.Program, out List<LeasedJob>? waiting))
        {
            waiting.Add(job);
            return false;
        }

        _waiting.Add(job.Job.Program, [job]);
        return true;
    }

    /// <returns>The jobs that waited for this program; they go on whether or not it could be read.</returns>
    public IReadOnlyList<LeasedJob> Release(ProgramHash hash) => _waiting.Remove(hash, out List<LeasedJob>? jobs) ? jobs : [];

    /// <exception cref="FormatException">The bytes are no program, or not the one with this hash.</exception>
    public FragmentProgram Add(ProgramHash hash, byte[] encoded)
    {
        if (ProgramHash.Of(encoded) != hash) throw new FormatException($"The bytes given for program {hash} have another digest.");
        FragmentProgram program = ProgramEncoding.Read(encoded);
        if (_programs.TryAdd(hash, program)) _ages.Enqueue(hash);
        if (_programs.Count > Limit) _programs.Remove(_ages.Dequeue());
        return program;
    }
}

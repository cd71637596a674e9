using QuantumCluster.Actors.Ledger;
using QuantumCluster.Cutting.Encoding;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Actors.Working;

/// <summary>The programs that a worker knows, and the jobs that wait for programs it does not know.</summary>
internal sealed class ProgramShelf
{
    /// <summary>Most programs that are kept; the one learnt first makes room.</summary>
    private const int Limit = 256;

    /// <summary>How often a program is asked for in vain before its jobs are given up: the coordinator that granted them may be gone.</summary>
    private const int AskLimit = 5;

    private readonly Dictionary<ProgramHash, FragmentProgram> _programs = [];
    private readonly Queue<ProgramHash> _ages = new();
    private readonly Dictionary<ProgramHash, Waiting> _waiting = [];

    private sealed class Waiting
    {
        public List<LeasedJob> Jobs { get; } = [];
        public int Asked { get; set; } = 1;
    }

    public FragmentProgram? Find(ProgramHash hash) => _programs.GetValueOrDefault(hash);

    /// <summary>Whether a job waits for this program. Others are not taken in: what nobody asked for shall not push out what is in use.</summary>
    public bool Awaits(ProgramHash hash) => _waiting.ContainsKey(hash);

    /// <returns>True when it is the first job to wait for its program, which is then to be asked for.</returns>
    public bool Await(LeasedJob job)
    {
        bool first = !_waiting.TryGetValue(job.Job.Program, out Waiting? waiting);
        if (first) _waiting.Add(job.Job.Program, waiting = new Waiting());
        waiting!.Jobs.Add(job);
        return first;
    }

    /// <summary>Another round of asking.</summary>
    /// <returns>The programs to ask for, and the jobs whose programs have been asked for in vain too often; these wait no longer.</returns>
    public (IReadOnlyList<ProgramHash> Wanted, IReadOnlyList<LeasedJob> GivenUp) AskAgain()
    {
        ProgramHash[] hopeless = [.. _waiting.Where(w => w.Value.Asked >= AskLimit).Select(w => w.Key)];
        LeasedJob[] givenUp = [.. hopeless.SelectMany(Release)];
        foreach (Waiting waiting in _waiting.Values) waiting.Asked++;
        return ([.. _waiting.Keys], givenUp);
    }

    /// <returns>The jobs that waited for this program; they go on whether or not it could be read.</returns>
    public IReadOnlyList<LeasedJob> Release(ProgramHash hash) => _waiting.Remove(hash, out Waiting? waiting) ? waiting.Jobs : [];

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

namespace QuantumCluster.Actors.Wire;

/// <summary>What this process has read from and written to the network since its start, in messages of this system and their bytes.</summary>
internal static class WireTraffic
{
    private static long _messagesRead, _messagesWritten, _bytesRead, _bytesWritten;

    public static long Messages => MessagesRead + MessagesWritten;

    public static long MessagesRead => Interlocked.Read(ref _messagesRead);

    public static long MessagesWritten => Interlocked.Read(ref _messagesWritten);

    public static long BytesRead => Interlocked.Read(ref _bytesRead);

    public static long BytesWritten => Interlocked.Read(ref _bytesWritten);

    public static void Read(int bytes)
    {
        Interlocked.Increment(ref _messagesRead);
        Interlocked.Add(ref _bytesRead, bytes);
    }

    public static void Wrote(int bytes)
    {
        Interlocked.Increment(ref _messagesWritten);
        Interlocked.Add(ref _bytesWritten, bytes);
    }
}

using System.ComponentModel;
using System.Runtime.InteropServices;

namespace QuantumCluster.Experiments.Laboratory.Networks;

/// <summary>What is needed of libc. Every call throws <see cref="Win32Exception"/> with the system's own words when it fails.</summary>
internal static partial class LinuxCalls
{
    private const int ReadWrite = 2, NewNetwork = 0x40000000, SetInterface = 0x400454ca, Readable = 1;
    private const short Tun = 0x0001, NoPacketInformation = 0x1000;

    [StructLayout(LayoutKind.Sequential)]
    private struct Polled
    {
        public int File;
        public short Events, Happened;
    }

    public static int Open(string path) => Checked(OpenFile(path, ReadWrite), path);

    public static void Close(int file) => CloseFile(file);

    /// <summary>Moves the calling thread, and it alone, into a network namespace.</summary>
    public static void Enter(string namespacePath)
    {
        int file = Checked(OpenFile(namespacePath, 0), namespacePath);
        try
        {
            Checked(SetNamespace(file, NewNetwork), namespacePath);
        }
        finally
        {
            CloseFile(file);
        }
    }

    /// <summary>Makes of an open /dev/net/tun the named device of the thread's namespace: whole IP packets, nothing before them.</summary>
    public static void MakeTun(int file, string name)
    {
        Span<byte> request = stackalloc byte[40]; // struct ifreq: 16 bytes of name, then the flags
        System.Text.Encoding.ASCII.GetBytes(name, request);
        BitConverter.TryWriteBytes(request[16..], (short)(Tun | NoPacketInformation));
        Checked(Control(file, SetInterface, ref MemoryMarshal.GetReference(request)), "/dev/net/tun");
    }

    /// <returns>Whether something can be read within the time.</returns>
    public static bool Wait(int file, int milliseconds)
    {
        var polled = new Polled { File = file, Events = Readable };
        return Poll(ref polled, 1, milliseconds) > 0;
    }

    /// <returns>Bytes read; 0 or less where there was nothing.</returns>
    public static int Read(int file, byte[] buffer) => (int)ReadFile(file, buffer, buffer.Length);

    /// <summary>A packet that the device does not take is lost, as on any wire.</summary>
    public static void Write(int file, byte[] packet) => WriteFile(file, packet, packet.Length);

    private static int Checked(int result, string what) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError(), $"{what}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseFile(int file);

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(int file, int kind);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int file, nuint request, ref byte argument);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref Polled polled, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint ReadFile(int file, byte[] buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint WriteFile(int file, byte[] buffer, nint count);
}

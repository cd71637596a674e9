using System.Runtime.InteropServices;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Node;

if (args is ["--help"] or ["-h"])
{
    Console.Out.WriteLine(NodeArguments.Usage);
    return 0;
}

if (args is ["--check-health", var file]) return HealthCheck.Run(file, TimeProvider.System, Console.Out, Console.Error);

NodeSettings settings;
try
{
    settings = NodeArguments.Read(args);
}
catch (InvalidSettingException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true; // leave the cluster first
    stop.Cancel();
}

using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
return await NodeHost.RunAsync(settings, Console.Out, Console.Error, stop.Token);

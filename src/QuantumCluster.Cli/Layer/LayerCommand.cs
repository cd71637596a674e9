using System.CommandLine;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cli.Clusters;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cli.Plan;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Execution;

namespace QuantumCluster.Cli.Layer;

/// <summary><c>qcluster layer</c>.</summary>
internal static class LayerCommand
{
    private enum Where
    {
        Uncut,
        Fragments,
        Cluster,
    }

    public static DoorCommand Create(TimeProvider time)
    {
        Option<string?> request = TypedOptions.Text("--request", "FILE|-", "the request, a JSON file, or - for standard input (required)");
        Option<Where> executor = TypedOptions.Choice("--executor", "fragments", "where the circuit runs",
            ("uncut", "the whole circuit on a simulator as wide as it", Where.Uncut),
            ("fragments", "cut, on one device in this process", Where.Fragments),
            ("cluster", "cut, on a cluster", Where.Cluster));
        Option<string?> profile = TypedOptions.Text("--profile", "NAME", "the devices, one of the profiles that qcluster ships: of --executor fragments and an embedded cluster; on a running one the plan asks for them (default: without noise)");
        Option<VariantChoice> variants = NamedChoices.VariantsOption();
        Option<Precision> precision = NamedChoices.PrecisionOption();
        Option<bool> asJson = TypedOptions.Flag("--json", "answer with one JSON object and nothing else on standard output");
        var shots = new ShotOptions();
        var cluster = new ClusterOptions();

        var command = new Command("layer", "Evaluate the quantum layer alone, with gradients: for debugging.") { request, executor, profile, variants, precision, asJson };
        foreach (Option option in (Option[])[.. shots.Group.Options, .. cluster.Group.Options]) command.Options.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            long started = time.GetTimestamp();
            ClusterChoice choice = cluster.Choose(parsed);
            LayerRequest wanted = LayerRequestReader.Read(await RequestText(parsed.GetValue(request), cancellation));
            wanted = wanted with { Sampling = shots.Choose(parsed, wanted) };
            LayerRequestReader.RequireFits(wanted, parsed.GetValue(precision));
            DeviceProfile? device = Profile(parsed.GetValue(profile), parsed.GetValue(executor));
            LadderPlan Cut() => LadderPlan.Cut(wanted.Ladder, wanted.Readout, parsed.GetValue(variants), parsed.GetValue(precision), device);
            LayerAnswer answer = parsed.GetValue(executor) switch
            {
                Where.Uncut => await OnDevice(wanted, LadderPlan.Uncut(wanted.Ladder, wanted.Readout, parsed.GetValue(precision)), Simulator(wanted.Ladder.Qubits)),
                Where.Fragments => await OnDevice(wanted, Cut(), device ?? DeviceProfile.FiveQubit),
                _ => await OnCluster(wanted, Cut()),
            };
            if (parsed.GetValue(asJson)) WriteJson(answer);
            else LayerPage.Write(parsed.InvocationConfiguration.Output, answer);
            return ExitCode.Success;

            async Task<LayerAnswer> OnDevice(LayerRequest asked, LadderPlan ladder, DeviceProfile profile)
            {
                await using var local = new LocalExecutor(QuantumDevices.For(profile));
                return await LayerEvaluation.RunAsync(asked, ladder, local, time, started, cancellation);
            }

            async Task<LayerAnswer> OnCluster(LayerRequest asked, LadderPlan ladder)
            {
                await using IClusterSession session = await choice.With(device).OpenAsync(cancellation);
                var marks = new SubstitutionMarks(session.Executor);
                LayerAnswer given = await LayerEvaluation.RunAsync(asked, ladder, marks, time, started, cancellation);
                return given with { Substituted = marks.All };
            }
        });

        return new(command, new HelpPage(
            "Evaluates the quantum layer alone: for given inputs and weights it prints what the readout gives, and with a cotangent the gradients by inputs and "
                + "weights. The three executors and all variant sets agree to rounding, so a difference tells where a mistake is.",
            [
                new("cut into fragments, as a table", "qcluster layer --request request.json"),
                new("the oracle: uncut, for programs", "qcluster layer --request request.json --executor uncut --json"),
                new("estimates from shots, as hardware gives them", "qcluster layer --request request.json --shots 10000 --seed 7"),
                new("the best estimate of 10,000 shots in all, readout errors undone", "qcluster layer --request request.json --profile noisy --budget 10000 --mitigate per-qubit"),
                new("on a running cluster, the request from a pipe", "cat request.json | qcluster layer --request - --executor cluster --cluster 127.0.0.1:9400 --json"),
            ],
            [new("Request", [request]), new("Execution", [executor, profile, variants, precision]), shots.Group, cluster.Group, new("Output", [asJson])],
            [
                ("The request", """
                    {"qubits":8, "layers":1, "kernel":"crz", "readout":{"marginal":[3,4,5,6,7]},
                     "inputs":[[8 numbers],...], "weights":[35 numbers], "cotangent":[[32 numbers],...]}
                    All numbers are finite, angles in radians. Weights are flattened layer by layer and kernel by kernel. The readout is one of {"marginal":[qubits]}, bits in the order listed; {"probabilities":true}; {"paulis":["ZIIIIIII"]}, where character q acts on qubit q. Qubit 0 is the most significant bit of an index. The cotangent is optional. Ladders have 2 to 256 qubits and 1 to 4 layers.
                    """.Trim()),
                ("The answer (--json)", """
                    {"outputs":[[...]], "inputGradients":[[...]], "weightGradients":[...], "plan":{...}, "seconds":{...}}
                    Numbers have 17 significant digits; gradients are there when a cotangent was given, those by weight summed over the samples. With --shots or --budget the outputs are estimates (a probability may come out slightly negative), "standardErrors":[[...]] and "intervals95":[[[low,high],...],...] stand beside them, and there is a field "shots":{"seed":S,"perSample":N,"fragments":[[shots of each variant],...],"calibration":N}, with "perVariant":N where all have the same. The error bars are of the estimate before --project.
                    """.Trim()),
            ]));
    }

    /// <exception cref="BadInputException">There is no such profile, or the executor has devices of its own.</exception>
    private static DeviceProfile? Profile(string? name, Where executor)
    {
        if (name is null) return null;
        if (executor == Where.Uncut) throw new BadInputException($"--profile is {name}, and --executor uncut is ideal; leave it out, or use --executor fragments or cluster.");
        try
        {
            return ProfileSettings.Load(name);
        }
        catch (InvalidSettingException e)
        {
            throw new BadInputException($"--profile is {name}: {e.Message}", e);
        }
    }

    private static DeviceProfile Simulator(int qubits) => qubits <= DeviceProfile.SimulatorQubitLimit
        ? DeviceProfile.Simulator(qubits)
        : throw new BadInputException($"\"qubits\" is {qubits}, and --executor uncut holds at most {DeviceProfile.SimulatorQubitLimit}; use --executor fragments.");

    private static async Task<string> RequestText(string? path, CancellationToken cancellation)
    {
        if (path is null) throw new BadInputException("layer needs a request; give --request FILE, or --request - for standard input (qcluster layer --help shows one).");
        if (path == "-") return await Console.In.ReadToEndAsync(cancellation);
        try
        {
            return await File.ReadAllTextAsync(path, cancellation);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadInputException($"There is no file \"{path}\"; give the path of a request with --request, or - for standard input.", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new BadInputException($"The request \"{path}\" cannot be read: {e.Message}", e);
        }
    }

    private static void WriteJson(LayerAnswer answer)
    {
        using Stream output = Console.OpenStandardOutput();
        LayerJson.Write(output, answer);
        output.Write("\n"u8);
    }
}

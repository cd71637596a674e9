using System.Globalization;
using QuantumCluster.Actors.Settings;

namespace QuantumCluster.Node;

/// <summary>The command line of a node.</summary>
internal static class NodeArguments
{
    public const string Usage = """
        qcluster-node --role coordinator|worker [--config FILE]... [--port PORT] [--seed HOST:PORT,…] [--devices N]
                     [--profile NAME] [--host HOST] [--insecure] [--record DIR] [--verify SHARE] [--faults FILE] [--faults-as N]

          --role      what this node does
          --config    HOCON with differences from the built-in settings, such as hocon/worker.conf; may be given
                      several times: later files win over earlier ones
          --port      port to listen on; 0 is any free one (coordinator 9400, worker 0)
          --seed      the coordinators to find the cluster by (worker 127.0.0.1:9400)
          --host      address to listen on and to be known by (127.0.0.1)
          --insecure  listen where other machines can reach it although nothing is encrypted (see hocon/tls.conf)
          --devices   emulated devices of a worker, 1 to 64 (2)
          --profile   what they are: a profile of hocon/profiles.conf or of --config (ideal)
          --record    folder in which a coordinator writes down its ledger's events, for qcluster replay
          --verify    share of jobs, 0 to 1, that a coordinator has done by two worker nodes, which must agree (0)
          --faults    a fault plan: a worker does to its devices and its network what the plan says; --faults-as: as
                      which of the plan's workers (0)

        qcluster-node --check-health FILE

          Tells whether the node that keeps this health file (setting node.health-file) serves: 0 and what it does, or 1 and what is wrong.

        Ends with 0 when stopped, 1 when its coordinator is gone or the cluster removed it, 2 when a setting cannot be used.
        """;

    /// <exception cref="InvalidSettingException">An argument is unknown, lacks its value, or has one that is not allowed.</exception>
    public static NodeSettings Read(string[] args)
    {
        NodeRole? role = null;
        List<string> configs = [];
        string? seed = null, host = null, record = null, profile = null, faults = null;
        bool insecure = false;
        int? port = null, devices = null, faultsAs = null;
        double? verify = null;
        for (int i = 0; i < args.Length; i += 2)
        {
            if (args[i] == "--insecure")
            {
                insecure = true;
                i--;
                continue;
            }

            string name = args[i], value = i + 1 < args.Length ? args[i + 1] : throw new InvalidSettingException($"{name} needs a value; see --help.");
            switch (name)
            {
                case "--role":
                    role = value switch
                    {
                        "coordinator" => NodeRole.Coordinator,
                        "worker" => NodeRole.Worker,
                        _ => throw new InvalidSettingException($"--role is {value}; it must be coordinator or worker."),
                    };
                    break;
                case "--config": configs.Add(value); break;
                case "--seed": seed = value; break;
                case "--host": host = value; break;
                case "--port": port = Number(name, value); break;
                case "--devices": devices = Number(name, value); break;
                case "--profile": profile = value; break;
                case "--record": record = value; break;
                case "--verify": verify = Share(name, value); break;
                case "--faults": faults = value; break;
                case "--faults-as": faultsAs = Number(name, value); break;
                default: throw new InvalidSettingException($"There is no argument {name}; see --help.");
            }
        }

        return NodeSettings.Load(role ?? throw new InvalidSettingException("--role is missing; it must be coordinator or worker."), configs, port, seed, devices, host, insecure, record, verify, profile, faults: faults, faultsAs: faultsAs);
    }

    private static double Share(string name, string value) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double share)
        ? share
        : throw new InvalidSettingException($"{name} is {value}; it must be a number from 0 to 1.");

    private static int Number(string name, string value) => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
        ? number
        : throw new InvalidSettingException($"{name} is {value}; it must be a whole number.");
}

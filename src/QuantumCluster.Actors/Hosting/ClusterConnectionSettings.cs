namespace QuantumCluster.Actors.Hosting;

public sealed record ClusterConnectionSettings
{
    /// <summary>How long to wait for a coordinator to answer and for a first worker to be up.</summary>
    public TimeSpan JoinTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long runs wait while no coordinator can be reached, before they fail.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>HOCON with the cluster's own settings, as its nodes have them; later files win over earlier ones.</summary>
    public IReadOnlyList<string> ConfigFiles { get; init; } = [];

    /// <summary>The address of this machine that the cluster reaches it by; the port is any free one. Null: what the configuration says, loopback unless it says otherwise.</summary>
    public string? ListenHost { get; init; }

    /// <summary>Listens where other machines can reach it even without encryption.</summary>
    public bool Insecure { get; init; }

    /// <summary>Names this client's runs; no two clients of one cluster may share it. Null: derived from time and process.</summary>
    public ulong? Session { get; init; }

    /// <summary>Share of this client's jobs that two worker nodes must agree on, 0 to 1; the coordinator's own share holds if it is larger.</summary>
    public double Verify { get; init; }

    /// <summary>Whether other devices may do jobs whose own are gone; results say so.</summary>
    public bool AllowSubstitution { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

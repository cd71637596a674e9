namespace QuantumCluster.Learning.Data;

/// <summary>What of a data set a model is judged by.</summary>
public enum DataPart
{
    Train,
    Validation,
    Test,

    /// <summary>The three parts one after another.</summary>
    All,
}

namespace QuantumCluster.Learning.Data.Pictures;

/// <summary>Part of a data set that its publishers laid down.</summary>
public enum OfficialPart
{
    Train,
    Validation,
    Test,
}

/// <summary>A picture as its data set describes it.</summary>
/// <param name="Id">Unique in the data set.</param>
/// <param name="Label">Class index.</param>
/// <param name="Group">Pictures of one lesion or one patient share it: they may not be parted between training and test.</param>
/// <param name="Part">Null where the publishers laid down none.</param>
public sealed record LabelledPicture(string Id, TreeFile File, int Label, string Group, OfficialPart? Part);

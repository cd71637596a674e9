namespace QuantumCluster.Learning.Data.Protocols;

/// <summary>In which order a data set is parted and augmented.</summary>
public enum Protocol
{
    /// <summary>
    /// Parted first, by lesion or patient or as the publishers parted it; then the training part alone is balanced by augmentation. No test
    /// picture, and no other photograph of its lesion, has anything to do with training.
    /// </summary>
    Default,

    /// <summary>
    /// As the paper did: every class is brought to the same number by augmented copies, and the pile is parted after that, so that most
    /// pictures of the test part have copies, or other photographs of their lesion, in training. Chest X-rays: the official parts as they are.
    /// </summary>
    Paper,
}

/// <summary>What becomes of the augmented copies in a training part under <see cref="Protocol.Paper"/>. Validation and test copies are always fixed.</summary>
public enum CopyRule
{
    /// <summary>The same copies in every epoch.</summary>
    Fixed,

    /// <summary>Every epoch draws the copies anew: the network sees the same pictures in other positions and other light. Pictures that stand as they are stay so.</summary>
    Redrawn,
}

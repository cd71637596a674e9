using System.Text;
using QuantumCluster.Cli.Bench;
using QuantumCluster.Cli.Certs;
using QuantumCluster.Cli.Compare;
using QuantumCluster.Cli.DataSets;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cli.Evaluate;
using QuantumCluster.Cli.Experiment;
using QuantumCluster.Cli.Layer;
using QuantumCluster.Cli.Management;
using QuantumCluster.Cli.Node;
using QuantumCluster.Cli.Plan;
using QuantumCluster.Cli.Predict;
using QuantumCluster.Cli.Replay;
using QuantumCluster.Cli.Soak;
using QuantumCluster.Cli.Train;
using QuantumCluster.Cli.Trainers;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

var door = new FrontDoor(
    new HelpPage(
        "qcluster trains a hybrid image classifier: a MobileNetV2 whose last layer is an eight-qubit circuit. No device at hand has eight qubits, so the circuit is cut "
            + "into fragments of at most five, the fragments run on a cluster of nodes that each emulate five-qubit devices, and what they measure is put together "
            + "again, exactly, gradients included.",
        [
            new("train on pictures made from a seed, on a cluster inside this process; nothing to download", "qcluster train"),
            new("… and judge what it has learnt by pictures that it has never met", "qcluster evaluate --model runs/ham10000-crz-seed1 --data clinic/"),
            new("what the circuit looks like, cut", "qcluster plan --kernel su4"),
            new("evaluate the quantum layer alone", "qcluster layer --request request.json --executor fragments --json"),
            new("a real cluster: a coordinator, in two other terminals a worker, and a training that uses them", "qcluster node --role coordinator"),
            new("… the workers", "qcluster node --role worker --devices 2"),
            new("… and the training", "qcluster train --cluster 127.0.0.1:9400"),
        ],
        [], []),
    TrainCommand.Create(TimeProvider.System),
    EvaluateCommand.Create(),
    PredictCommand.Create(),
    CompareCommand.Create(),
    DataCommand.Create(TimeProvider.System),
    NodeCommand.Create(TimeProvider.System),
    TrainerCommand.Create(TimeProvider.System),
    StatusCommand.Create(TimeProvider.System),
    DevicesCommand.Create(TimeProvider.System),
    DrainCommand.Create(TimeProvider.System),
    LeaveCommand.Create(TimeProvider.System),
    CertsCommand.Create(TimeProvider.System),
    LayerCommand.Create(TimeProvider.System),
    PlanCommand.Create(TimeProvider.System),
    ReplayCommand.Create(),
    SoakCommand.Create(TimeProvider.System),
    ExperimentCommand.Create(TimeProvider.System),
    BenchCommand.Create(TimeProvider.System));

return await door.RunAsync(args, Console.Out, Console.Error);

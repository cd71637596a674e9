using QuantumCluster.Cli.Tests.Programs;

namespace QuantumCluster.Cli.Tests.Door;

public sealed class HelpTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Help_teaches_purpose_commands_examples_and_exit_codes()
    {
        string help = _scratch.QCluster("--help").Succeeded().Output;
        foreach (string word in (string[])["train", "node", "layer", "plan", "bench", "Examples:", "qcluster train --cluster", "Exit codes:", "130 interrupted"])
            Assert.Contains(word, help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train", "--nodes", "--devices-per-node", "--cluster", "--dataset", "--data", "--protocol", "--weights", "--kernel", "--variants", "--image-size", "--epochs", "--batch-size",
        "--learning-rate", "--seed", "--threads", "--out", "--resume", "default 16", "1 to 64", "metrics.json")]
    [InlineData("evaluate", "--model", "--dataset", "--data", "--split", "--json", "--out", "--nodes", "--cluster", "image_id", "default test", "predictions.csv", "null in JSON")]
    [InlineData("predict", "predict IMAGE… [options]", "--model", "--json", "--nodes", "no diagnosis")]
    [InlineData("compare", "compare RUN… [options]", "--first", "--second", "--json", "McNemar", "lesion")]
    [InlineData("node", "--role", "--config", "hocon/worker.conf", "several times")]
    [InlineData("node", "--check-health")]
    [InlineData("trainer", "--cluster", "--data", "--join-timeout", "default 60", "--listen 9400 --trainers 2", "How it ends")]
    [InlineData("status", "--cluster", "--config", "--json", "127.0.0.1:9400")]
    [InlineData("devices", "--cluster", "--config", "--json", "drained:")]
    [InlineData("drain", "drain NODE [options]", "--cluster")]
    [InlineData("leave", "leave NODE [options]", "--cluster", "SIGTERM")]
    [InlineData("layer", "--request", "--executor", "--variants", "--shots", "--seed", "--json", "\"cotangent\"", "\"weightGradients\"")]
    [InlineData("certs", "--host", "--name", "--out", "--days", "default 365", "ca.key", "no revocation")]
    [InlineData("data", "fetch", "check")]
    [InlineData("data fetch", "fetch NAME [options]", "--image-size", "default 28", "--out", "--from")]
    [InlineData("data check", "check PATH", "X-rays")]
    [InlineData("bench", "--json", "in under a minute", "best of many short runs")]
    [InlineData("bench cluster", "--json", "--node", "median")]
    [InlineData("bench training", "--json", "--node", "--image-size", "default 64, 96, 128, 224", "--seconds", "--pytorch", "mobilenetv2.py", "median")]
    [InlineData("plan", "--kernel", "--variants", "--batch-size", "--readout", "--json", "canonical", "minimal")]
    public void Help_of_a_command_names_its_options_with_defaults_and_ranges(string command, params string[] words)
    {
        string help = _scratch.QCluster([.. command.Split(' '), "--help"]).Succeeded().Output;
        foreach (string word in words.Append("Examples:").Append("Exit codes:")) Assert.Contains(word, help, StringComparison.Ordinal);
        Assert.All(help.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    [Fact]
    public void Version_is_told() => Assert.Matches(@"^\d+\.\d+\.\d+", _scratch.QCluster("--version").Succeeded().Output);

    [Theory]
    [InlineData(new string[0], "qcluster train", "qcluster plan")]
    [InlineData(new[] { "trian" }, "\"trian\"", "train, evaluate, predict, compare, data, node, trainer, status, devices, drain, leave, certs, layer, plan")]
    [InlineData(new[] { "plan", "--kernal", "crz" }, "\"--kernal\"", "--kernel")]
    [InlineData(new[] { "plan", "--kernel", "crx" }, "\"crx\"", "crz, cry, canonical, su4")]
    [InlineData(new[] { "plan", "--variants", "all" }, "\"all\"", "auto, paper, table, minimal")]
    [InlineData(new[] { "plan", "--batch-size", "0" }, "\"0\"", "1 to 4096")]
    [InlineData(new[] { "plan", "--batch-size" }, "--batch-size")]
    [InlineData(new[] { "plan", "--readout", "marginal:3,9" }, "qubit 9", "0 to 7")]
    [InlineData(new[] { "train", "--dataset", "mnist" }, "\"mnist\"", "synthetic, pneumonia")]
    [InlineData(new[] { "train", "--epochs", "many" }, "\"many\"", "1 to 10000")]
    [InlineData(new[] { "train", "--cluster", "somewhere" }, "\"somewhere\"", "HOST:PORT")]
    [InlineData(new[] { "train", "--cluster", "127.0.0.1:9", "--nodes", "3" }, "--nodes", "--cluster")]
    [InlineData(new[] { "train", "--learning-rate", "-1" }, "\"-1\"", "above 0")]
    [InlineData(new[] { "train", "--train-images", "7" }, "--train-images", "even")]
    [InlineData(new[] { "train", "--train-views", "4" }, "--train-views", "\"4\"", "1 or 2 or 8")]
    [InlineData(new[] { "train", "--listen", "9400", "--cluster", "127.0.0.1:9400" }, "--listen", "--cluster")]
    [InlineData(new[] { "train", "--listen", "9400", "--nodes", "3" }, "--nodes", "--listen")]
    [InlineData(new[] { "bench", "cluster", "--node", "absent" }, "\"absent\"", "qcluster-node")]
    [InlineData(new[] { "bench", "training", "--image-size", "9" }, "\"9\"", "16 to 512")]
    [InlineData(new[] { "bench", "training", "--seconds", "0" }, "\"0\"", "above 0")]
    [InlineData(new[] { "bench", "training", "--node", "absent" }, "\"absent\"", "qcluster-node")]
    [InlineData(new[] { "evaluate" }, "--model")]
    [InlineData(new[] { "evaluate", "--model", "nowhere" }, "nowhere", "manifest.json")]
    [InlineData(new[] { "evaluate", "--model", "nowhere", "--split", "half" }, "\"half\"", "train, validation, test, all")]
    [InlineData(new[] { "evaluate", "--model", "nowhere", "--dataset", "mnist" }, "\"mnist\"", "isic2017, pictures")]
    [InlineData(new[] { "predict", "--model", "nowhere" }, "JPEG or PNG", "predict mole.jpg")]
    [InlineData(new[] { "predict", "a.png" }, "--model")]
    [InlineData(new[] { "compare", "one" }, "1 folder ", "--first")]
    [InlineData(new[] { "compare", "one", "--first", "two", "--second", "three" }, "\"one\"", "--first")]
    [InlineData(new[] { "compare", "--first", "one", "two", "--second", "three" }, "2 folders", "1;")]
    [InlineData(new[] { "compare", "one", "two" }, "no folder one", "qcluster evaluate --out")]
    [InlineData(new[] { "node" }, "--role coordinator")]
    [InlineData(new[] { "node", "--role", "king" }, "\"king\"", "coordinator or worker")]
    [InlineData(new[] { "node", "--role", "worker", "--config", "absent.conf" }, "absent.conf")]
    [InlineData(new[] { "node", "--role", "worker", "--config", "absent.conf", "--config", "missing.conf" }, "absent.conf")]
    [InlineData(new[] { "node", "--role", "worker", "--config", "" }, "--config is given without a value")]
    [InlineData(new[] { "train", "--config", "tls.conf" }, "\"tls.conf\"", "--cluster")]
    [InlineData(new[] { "train", "--cluster", "127.0.0.1:9", "--config", "absent.conf" }, "absent.conf")]
    [InlineData(new[] { "node", "--check-health" }, "--check-health")]
    [InlineData(new[] { "status", "--cluster", "here" }, "\"here\"", "HOST:PORT")]
    [InlineData(new[] { "devices", "--config", "absent.conf" }, "absent.conf")]
    [InlineData(new[] { "drain" }, "HOST:PORT", "qcluster status")]
    [InlineData(new[] { "leave", "worker-1" }, "\"worker-1\"", "HOST:PORT")]
    [InlineData(new[] { "layer" }, "--request")]
    public void Bad_usage_ends_with_2_and_one_sentence_that_names_value_and_way_out(string[] arguments, params string[] words) =>
        _scratch.QCluster(arguments).FailedWith(2, words);
}

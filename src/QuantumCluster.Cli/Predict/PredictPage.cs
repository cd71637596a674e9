using System.Globalization;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cli.Models;
using QuantumCluster.Experiments.Runs;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace QuantumCluster.Cli.Predict;

/// <summary>What a model says of one picture.</summary>
/// <param name="Probabilities">One per class, in the model's order.</param>
internal sealed record PictureAnswer(string Path, double[] Probabilities)
{
    /// <summary>The most probable class; among equal ones the lowest.</summary>
    public int Chosen => Array.IndexOf(Probabilities, Probabilities.Max());
}

/// <summary>Answers as a table or as JSON.</summary>
internal static class PredictPage
{
    public static IRenderable Of(TrainedModel model, IReadOnlyList<PictureAnswer> answers)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn("picture");
        table.AddColumn("class");
        foreach (string name in model.ClassNames) table.AddColumn(new TableColumn(Markup.Escape(name)).RightAligned());
        foreach (PictureAnswer answer in answers)
            table.AddRow([Markup.Escape(answer.Path), $"[bold green]{Markup.Escape(model.ClassNames[answer.Chosen])}[/]", .. answer.Probabilities.Select((p, c) => Cell(p, c == answer.Chosen))]);
        return table;
    }

    public static string Json(TrainedModel model, int views, IReadOnlyList<PictureAnswer> answers) => IndentedJson.Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("model", model.Request.Directory);
        json.WriteNumber("epoch", model.Run.Manifest.BestEpoch);
        json.WriteNumber("views", views);
        json.WriteStartArray("predictions");
        foreach (PictureAnswer answer in answers)
        {
            json.WriteStartObject();
            json.WriteString("image", answer.Path);
            json.WriteString("class", model.ClassNames[answer.Chosen]);
            json.WriteStartObject("probabilities");
            for (int c = 0; c < answer.Probabilities.Length; c++) json.WriteDigits(model.ClassNames[c], answer.Probabilities[c]);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string Cell(double probability, bool chosen)
    {
        string text = probability.ToString("P1", CultureInfo.InvariantCulture);
        return chosen ? $"[bold]{text}[/]" : probability < 0.05 ? $"[grey]{text}[/]" : text;
    }
}

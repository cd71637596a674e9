using QuantumCluster.Cli.Train;
using QuantumCluster.Learning.Metrics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace QuantumCluster.Cli.Evaluate;

/// <summary>What images with siblings in training and the others got, apart.</summary>
internal static class SiblingsTable
{
    public static IRenderable Of(SiblingRecalls recalls)
    {
        if (recalls.AllWith.Images == 0) return new Text("No image has a sibling in training: another of its lesion, patient or photograph.");
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn("siblings in training");
        foreach (string title in (string[])["images with", "recall", "images without", "recall"]) table.AddColumn(new TableColumn(title).RightAligned());
        for (int c = 0; c < recalls.ClassNames.Length; c++) Row(recalls.ClassNames[c], recalls.With[c], recalls.Without[c]);
        table.AddEmptyRow();
        Row("all (accuracy)", recalls.AllWith, recalls.AllWithout);
        return table;

        void Row(string name, Tally with, Tally without) => table.AddRow(Markup.Escape(name), $"{with.Images}", MetricsTable.Number(with.Share), $"{without.Images}", MetricsTable.Number(without.Share));
    }
}

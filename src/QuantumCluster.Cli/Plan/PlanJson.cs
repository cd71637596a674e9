using System.Text.Json;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cutting.Fragments;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Cli.Plan;

/// <summary>The JSON object that stands for a plan, the same in <c>plan --json</c>, in the answer of <c>layer</c> and in <c>metrics.json</c>.</summary>
internal static class PlanJson
{
    /// <summary>The object by itself, indented.</summary>
    public static string Text(LadderPlan ladder, StepTraffic traffic, FleetForecast? forecast = null) => IndentedJson.Text(json => Write(json, ladder, traffic, forecast));

    public static void Write(Utf8JsonWriter json, LadderPlan ladder, StepTraffic traffic, FleetForecast? forecast = null)
    {
        CutPlan plan = ladder.Plan;
        json.WriteStartObject();
        json.WriteString("hash", plan.Hash.ToString());
        json.WriteNumber("qubits", ladder.Ladder.Qubits);
        json.WriteNumber("layers", ladder.Ladder.Layers);
        json.WriteString("kernel", ladder.Ladder.Kernel.Name);
        json.WriteNumber("weights", ladder.Ladder.WeightCount);
        json.WriteString("readout", PlanWords.Readout(plan.Request.Readout));
        json.WriteNumber("outputs", plan.OutputCount);
        json.WriteNumber("deviceQubits", plan.Request.DeviceQubits);
        json.WriteString("variantChoice", plan.Request.Variants.ToString().ToLowerInvariant());
        json.WriteString("precision", PlanWords.Precision(plan.Request.Precision));
        json.WriteString("why", PlanWords.WhyTheseCuts(ladder));

        json.WriteStartArray("cuts");
        for (int c = 0; c < plan.Request.Cuts.Length; c++) WriteCut(json, plan, c);
        json.WriteEndArray();

        json.WriteStartArray("fragments");
        foreach (FragmentPlan fragment in plan.Fragments) WriteFragment(json, fragment);
        json.WriteEndArray();

        json.WriteNumber("variants", plan.VariantCount);
        json.WriteStartObject("step");
        json.WriteNumber("batchSize", traffic.BatchSize);
        json.WriteNumber("jobs", traffic.Jobs);
        json.WriteNumber("forwardJobs", traffic.ForwardJobs);
        json.WriteNumber("backwardJobs", traffic.BackwardJobs);
        json.WriteNumber("bytes", traffic.Bytes);
        json.WriteNumber("bytesOut", traffic.BytesOut);
        json.WriteNumber("bytesHome", traffic.BytesHome);
        json.WriteEndObject();
        if (forecast is not null) ForecastJson.Write(json, forecast);
        json.WriteEndObject();
    }

    private static void WriteCut(Utf8JsonWriter json, CutPlan plan, int cut)
    {
        VariantSet set = plan.SetOfCut[cut];
        json.WriteStartObject();
        json.WriteNumber("qubit", plan.Request.Cuts[cut].Qubit);
        json.WriteNumber("beforeOperation", plan.Request.Cuts[cut].BeforeOperation);
        json.WriteString("variantSet", set.Name);
        WriteStrings(json, "settings", set.Settings.Select(s => s.ToString()));
        WriteStrings(json, "preparations", set.Preparations.Select(p => p.ToString()));
        json.WriteBoolean("golden", plan.GoldenCuts[cut]);
        json.WriteString("why", PlanWords.WhyGolden(plan, cut));
        json.WriteEndObject();
    }

    private static void WriteFragment(Utf8JsonWriter json, FragmentPlan plan)
    {
        Fragment fragment = plan.Fragment;
        json.WriteStartObject();
        json.WriteNumber("qubits", fragment.Qubits.Length);
        WriteNumbers(json, "wires", fragment.Qubits);
        WriteNumbers(json, "reads", plan.FinalQubits);
        WriteNumbers(json, "measuresCuts", fragment.Leaving.Select(l => l.Cut));
        WriteNumbers(json, "preparesCuts", fragment.Entering.Select(l => l.Cut));
        json.WriteNumber("weights", fragment.Weights.Length);
        WriteNumbers(json, "inputs", fragment.Inputs);
        json.WriteNumber("variants", plan.Program.Variants.Length);
        json.WriteNumber("outcomes", plan.Program.OutcomeCount);
        json.WriteString("program", plan.Program.Hash.ToString());
        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<int> values)
    {
        json.WriteStartArray(name);
        foreach (int value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}

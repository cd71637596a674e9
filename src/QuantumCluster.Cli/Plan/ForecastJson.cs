using System.Text.Json;
using QuantumCluster.Devices.Fleets;
using QuantumCluster.Experiments.Fleets;

namespace QuantumCluster.Cli.Plan;

/// <summary>The property <c>forecast</c> of a plan's JSON. Times in seconds.</summary>
internal static class ForecastJson
{
    public static void Write(Utf8JsonWriter json, FleetForecast forecast)
    {
        json.WriteStartObject("forecast");
        json.WriteStartArray("fleet");
        foreach (DeviceGroup group in forecast.Fleet)
        {
            json.WriteStartObject();
            json.WriteString("profile", group.Profile.Name);
            json.WriteString("figures", group.Profile.Digest);
            json.WriteNumber("qubits", group.Profile.Qubits);
            json.WriteNumber("devices", group.Devices);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("policy", FleetForecast.Name(forecast.Policy));
        json.WriteStartArray("placements");
        foreach (Placement placement in forecast.Placements) Write(json, placement);
        json.WriteEndArray();
        if (forecast.Happened is { } happened) Write(json, happened);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Placement placement)
    {
        Forecast forecast = placement.Forecast;
        json.WriteStartObject();
        json.WriteString("policy", FleetForecast.Name(placement.Policy));
        json.WriteString("plan", placement.Plan.Hash.ToString());
        json.WriteNumber("jobs", forecast.Jobs);
        json.WriteNumber("shots", forecast.Shots);
        json.WriteNumber("deviceTime", forecast.DeviceTime.TotalSeconds);
        json.WriteNumber("wallTime", forecast.WallTime.TotalSeconds);
        json.WriteNumber("errorBound", forecast.ErrorBound);
        if (forecast.SamplingError is { } sampling) json.WriteNumber("samplingError", sampling);
        json.WriteStartArray("fragments");
        foreach (FragmentForecast fragment in forecast.Fragments)
        {
            json.WriteStartObject();
            json.WriteString("profile", fragment.On.Profile.Name);
            json.WriteNumber("jobs", fragment.Jobs);
            json.WriteNumber("shots", fragment.Shots);
            json.WriteNumber("deviceTime", fragment.DeviceTime.TotalSeconds);
            json.WriteNumber("errorBound", fragment.ErrorBound);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TrialResult happened)
    {
        json.WriteStartObject("happened");
        json.WriteNumber("answers", happened.Jobs);
        json.WriteNumber("deviceTime", happened.DeviceTime.TotalSeconds);
        json.WriteNumber("copiesTime", happened.CopiesTime.TotalSeconds);
        json.WriteNumber("wallTime", happened.WallTime.TotalSeconds);
        json.WriteNumber("rootMeanSquareError", happened.RootMeanSquareError);
        json.WriteEndObject();
    }
}

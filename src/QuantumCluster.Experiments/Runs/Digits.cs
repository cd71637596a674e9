using System.Globalization;
using System.Text.Json;

namespace QuantumCluster.Experiments.Runs;

/// <summary>Numbers with 17 significant digits: enough that two doubles are equal exactly when their texts are.</summary>
public static class Digits
{
    /// <summary>For JSON and CSV; not for numbers that are not finite.</summary>
    public static string Of(double number) => number.ToString("G17", CultureInfo.InvariantCulture);

    /// <summary>As a JSON number; null where JSON has none (infinity, not a number).</summary>
    public static void WriteDigits(this Utf8JsonWriter json, string name, double number)
    {
        json.WritePropertyName(name);
        if (double.IsFinite(number)) json.WriteRawValue(Of(number), skipInputValidation: true);
        else json.WriteNullValue();
    }
}

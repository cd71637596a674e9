using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace QuantumCluster.Actors.Telemetry;

/// <summary>Listens to the meter, and tells what it has heard in Prometheus' text format.</summary>
internal sealed class PrometheusText : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Series> _series = new(StringComparer.Ordinal);

    public PrometheusText()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ClusterTelemetry.Name) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Hear(instrument, value));
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Hear(instrument, value));
        _listener.Start();
    }

    public string Text()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        lock (_gate)
            foreach ((string name, Series series) in _series) series.Write(text, name);
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Hear(Instrument instrument, double value)
    {
        lock (_gate)
        {
            string name = NameOf(instrument);
            if (!_series.TryGetValue(name, out Series? series)) _series.Add(name, series = new Series(instrument));
            series.Add(value);
        }
    }

    private static string NameOf(Instrument instrument) => instrument.Name.Replace('.', '_')
        + instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" }
        + (instrument is ObservableCounter<long> ? "_total" : "");

    private sealed class Series(Instrument instrument)
    {
        private readonly IReadOnlyList<double>? _bounds = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries;
        private readonly long[] _buckets = new long[((instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries?.Count ?? 0) + 1];
        private double _value;
        private long _count;

        /// <summary>Observable instruments tell their whole value each time, a histogram one measurement.</summary>
        public void Add(double value)
        {
            if (_bounds is null)
            {
                _value = value;
                return;
            }

            int bucket = 0;
            while (bucket < _bounds.Count && value > _bounds[bucket]) bucket++;
            _buckets[bucket]++;
            _value += value;
            _count++;
        }

        public void Write(StringBuilder text, string name)
        {
            string kind = _bounds is not null ? "histogram" : instrument is ObservableCounter<long> ? "counter" : "gauge";
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {instrument.Description}\n# TYPE {name} {kind}\n");
            if (_bounds is null)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name} {_value:R}\n");
                return;
            }

            long below = 0;
            for (int b = 0; b < _bounds.Count; b++) text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{le=\"{_bounds[b]:R}\"}} {below += _buckets[b]}\n");
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{le=\"+Inf\"}} {_count}\n{name}_sum {_value:R}\n{name}_count {_count}\n");
        }
    }
}

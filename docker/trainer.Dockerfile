# qcluster with the training half: docker build -f docker/trainer.Dockerfile -t quantum-cluster-trainer .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/QuantumCluster.Cli -c Release -p:DebugType=none -o /app

FROM mcr.microsoft.com/dotnet/runtime:10.0
COPY --from=build /app /app
COPY hocon /etc/quantum-cluster
RUN mkdir /data && chown $APP_UID /data && ln -s /etc/quantum-cluster/certs /data/certs
# Runs are written here.
WORKDIR /data
VOLUME /data/runs
USER $APP_UID
# A training is a job, not a service: it is well as long as it runs, and its exit code says how it ended.
HEALTHCHECK NONE
STOPSIGNAL SIGINT
ENTRYPOINT ["/app/qcluster"]

# A coordinator or worker node, without the training half: docker build -f docker/node.Dockerfile -t quantum-cluster-node .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
# Compiled ahead of time: a node that starts has little else to do than compile.
RUN dotnet publish src/QuantumCluster.Node -c Release -r linux-x64 --no-self-contained -p:PublishReadyToRun=true -p:DebugType=none -o /app

FROM mcr.microsoft.com/dotnet/runtime:10.0
COPY --from=build /app /app
COPY hocon /etc/quantum-cluster
COPY docker/container.conf /etc/quantum-cluster/container.conf
# The files that settings name are seen from here: certs/ is where hocon/tls.conf looks.
WORKDIR /etc/quantum-cluster
USER $APP_UID
HEALTHCHECK --interval=5s --timeout=5s --start-period=30s --retries=3 CMD ["/app/qcluster-node", "--check-health", "/tmp/health"]
STOPSIGNAL SIGTERM
# Every container is known by its own name in the network, which its certificate must be for.
ENTRYPOINT ["/bin/sh", "-c", "exec /app/qcluster-node --host \"$HOSTNAME.qcluster.internal\" \"$@\"", "qcluster-node"]

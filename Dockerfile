# Two images of capv-ha: `function`, for kustomize and kpt (docs/containers.md), and below it `cmp`, the Argo CD plugin.
# Every base image is a build argument, so that the images can be built from a mirror or without a network.

ARG NODE_IMAGE=docker.io/library/node:24.21.0-bookworm-slim
ARG KUSTOMIZE_IMAGE=registry.k8s.io/kustomize/kustomize:v5.8.1

# --- build: the root file system of the function, with the bundle and its code cache.
FROM ${NODE_IMAGE} AS build
WORKDIR /source
COPY package.json package-lock.json .npmrc ./
# No package's own scripts: esbuild's only saves a millisecond, and the Node that this repository brings is not needed here.
RUN ["npm", "ci", "--ignore-scripts"]
COPY . .
# The V8 code cache fits this Node and no other, so it is made by the Node that goes into the image.
RUN ["node", "scripts/run.cjs", "image-root", "/image"]

# --- function: Node with the libraries it is linked to, the bundle and its code cache. No shell, no package manager.
FROM scratch AS function
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="capv-ha" \
      org.opencontainers.image.description="KRM function that expands an HACluster into the Cluster API manifests of a highly available Kubernetes cluster on vSphere" \
      org.opencontainers.image.source="https://capv-ha.dev" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}"
COPY --from=build /image /
# By number: Kubernetes can only tell that a number is not root.
USER 65534:65534
ENTRYPOINT ["/usr/local/bin/capv-ha"]

# --- cmp: the sidecar of Argo CD's repo-server (docs/argocd.md), whose own init container brings the server that runs it.
FROM ${KUSTOMIZE_IMAGE} AS kustomize
FROM scratch AS cmp
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="capv-ha-cmp" \
      org.opencontainers.image.description="Argo CD plugin that expands HAClusters into the Cluster API manifests of highly available Kubernetes clusters on vSphere" \
      org.opencontainers.image.source="https://capv-ha.dev" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}"
COPY --from=build /image /
COPY --from=kustomize /app/kustomize /usr/local/bin/kustomize
COPY deploy/argocd/plugin.yaml /home/argocd/cmp-server/config/plugin.yaml
# The only place that has to be writable; the root file system may be read-only.
ENV PATH=/usr/local/bin HOME=/tmp TMPDIR=/tmp
# The repo-server's user: its socket admits no other.
USER 999:999
ENTRYPOINT ["/var/run/argocd/argocd-cmp-server"]

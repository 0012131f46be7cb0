-- KubeadmControlPlane (controlplane.cluster.x-k8s.io), v1alpha3 to v1beta2. Only Lua's base and table functions are at hand.
-- Healthy is a control plane whose nodes are all there, up to date and available; one that is being rolled is progressing.
local status = obj.status or {}
local spec = obj.spec or {}
local metadata = obj.metadata or {}

local function find(name)
  for _, condition in ipairs(status.conditions or {}) do
    if condition.type == name then return condition end
  end
  return {}
end

local function is(name, value)
  return find(name).status == value
end

local function answer(state, ...)
  for _, text in ipairs({...}) do
    if text ~= nil and text ~= "" then return {status = state, message = text} end
  end
  return {status = state, message = ""}
end

if (metadata.annotations or {})["cluster.x-k8s.io/paused"] ~= nil then
  return answer("Suspended", "The control plane is paused")
end

local deprecated = (status.deprecated or {}).v1beta1 or {}
local failure = status.failureMessage or deprecated.failureMessage
if failure ~= nil and failure ~= "" then return answer("Degraded", failure) end

-- v1beta1 only: there a condition says itself how bad it is.
for _, name in ipairs({"Ready", "EtcdClusterHealthy", "ControlPlaneComponentsHealthy"}) do
  local condition = find(name)
  if condition.status == "False" and condition.severity == "Error" then
    return answer("Degraded", condition.message or "", condition.reason or "")
  end
end

if status.observedGeneration == nil or status.observedGeneration < (metadata.generation or 0) then
  return answer("Progressing", "Waiting for the controller to see the change")
end

local initialized = status.initialized == true or (status.initialization or {}).controlPlaneInitialized == true
if not initialized then return answer("Progressing", "Waiting for the first control-plane node") end

local wanted = spec.replicas or 1
local replicas = status.replicas or 0
local current = status.upToDateReplicas or status.updatedReplicas or 0
local working = status.availableReplicas or status.readyReplicas or 0
local moving = is("RollingOut", "True") or is("ScalingUp", "True") or is("ScalingDown", "True") or is("Remediating", "True")

local available = find("Available")
if available.status == "False" and available.severity == nil and not moving and replicas >= wanted then
  return answer("Degraded", available.message or "", available.reason or "")
end
if replicas < wanted then return answer("Progressing", replicas .. " of " .. wanted .. " nodes exist") end
if current < wanted then return answer("Progressing", current .. " of " .. wanted .. " nodes are up to date") end
if replicas > wanted then return answer("Progressing", "Waiting for " .. (replicas - wanted) .. " old nodes to go") end
if working < wanted then return answer("Progressing", working .. " of " .. wanted .. " nodes are available") end
return answer("Healthy", wanted .. " nodes are up to date and available")

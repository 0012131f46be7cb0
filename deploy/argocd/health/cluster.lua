-- Cluster (cluster.x-k8s.io), v1alpha2 to v1beta2. Only Lua's base and table functions are at hand.
-- v1beta1 conditions have a severity, v1beta2 conditions have not: there Available says it, once the cluster has been up.
-- A cluster of standalone control-plane machines has no controlPlaneRef: in v1beta2 it stays Available=Unknown for ever, and
-- ControlPlaneInitialized is all that it ever says of its control plane.
local status = obj.status or {}
local spec = obj.spec or {}

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

local annotations = (obj.metadata or {}).annotations or {}
if spec.paused == true or annotations["cluster.x-k8s.io/paused"] ~= nil then
  return answer("Suspended", "The cluster is paused")
end

local deprecated = (status.deprecated or {}).v1beta1 or {}
local failure = status.failureMessage or status.errorMessage or deprecated.failureMessage
if failure ~= nil and failure ~= "" or status.phase == "Failed" or status.phase == "failed" then
  return answer("Degraded", failure or "", "The cluster has failed")
end

local ready = find("Ready")
if ready.status == "False" and ready.severity == "Error" then
  return answer("Degraded", ready.message or "", ready.reason or "")
end

if status.phase ~= "Provisioned" and status.phase ~= "provisioned" then
  return answer("Progressing", ready.message or "", find("Available").message or "", "Waiting for the infrastructure")
end

local initialization = status.initialization or {}
local initialized = is("ControlPlaneInitialized", "True") or status.controlPlaneInitialized == true
  or initialization.controlPlaneInitialized == true
if spec.controlPlaneRef == nil then
  local infrastructure = find("InfrastructureReady")
  if infrastructure.status == "False" and infrastructure.severity == "Error" then
    return answer("Degraded", infrastructure.message or "", infrastructure.reason or "")
  end
  if initialized then return answer("Healthy", "The control plane is initialized") end
  return answer("Progressing", find("ControlPlaneInitialized").message or "", "Waiting for the first control-plane node")
end

local available = find("Available")
if available.status ~= nil then
  if available.status == "True" then return answer("Healthy", "The cluster is available") end
  local moving = is("RollingOut", "True") or is("ScalingUp", "True") or is("ScalingDown", "True") or is("Remediating", "True")
  if available.status == "False" and initialized and not moving then
    return answer("Degraded", available.message or "", available.reason or "")
  end
  return answer("Progressing", available.message or "", "Waiting for the cluster to be available")
end

if ready.status == "True" or (ready.status == nil and status.controlPlaneReady == true) then
  return answer("Healthy", "The cluster is ready")
end
return answer("Progressing", ready.message or "", "Waiting for the control plane")

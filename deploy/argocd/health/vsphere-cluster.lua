-- VSphereCluster (infrastructure.cluster.x-k8s.io), v1alpha2 to v1beta2. Only Lua's base and table functions are at hand.
local status = obj.status or {}

local function find(name)
  for _, condition in ipairs(status.conditions or {}) do
    if condition.type == name then return condition end
  end
  return {}
end

local function text(condition, other)
  if condition.message ~= nil and condition.message ~= "" then return condition.message end
  return condition.reason or other
end

if ((obj.metadata or {}).annotations or {})["cluster.x-k8s.io/paused"] ~= nil then
  return {status = "Suspended", message = "The cluster is paused"}
end

-- Without vCenter nothing goes on, in any release; v1beta2 has no severity that would say so.
local vcenter = find("VCenterAvailable")
if vcenter.status == "False" and vcenter.reason ~= "Deleting" then
  return {status = "Degraded", message = text(vcenter, "vCenter is not available")}
end

local ready = find("Ready")
if ready.status == "True" then return {status = "Healthy", message = "The infrastructure is ready"} end
if ready.status == "False" and ready.severity == "Error" then
  return {status = "Degraded", message = text(ready, "The infrastructure is not ready")}
end
if ready.status == nil and (status.ready == true or (status.initialization or {}).provisioned == true) then
  return {status = "Healthy", message = "The infrastructure is ready"}
end
return {status = "Progressing", message = text(ready, "Waiting for the infrastructure")}

-- VSphereVM (infrastructure.cluster.x-k8s.io), v1alpha3 to v1beta2. Only Lua's base and table functions are at hand.
-- A clone that fails is tried again for ever, in v1beta1 with severity Warning: that is degraded, or nobody would look.
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
  return {status = "Suspended", message = "The machine is paused"}
end

local deprecated = (status.deprecated or {}).v1beta1 or {}
local failure = status.failureMessage or status.errorMessage or deprecated.failureMessage
if failure ~= nil and failure ~= "" then return {status = "Degraded", message = failure} end

-- v1beta2 has no severity: these reasons mean that something went wrong (CAPV v1.16, api/govmomi/v1beta2/condition_consts.go).
-- NotProvisioned is also what a machine says that nothing has happened to yet, then without a message.
local broken = {TaskFailed = true, NotFoundByBIOSUUID = true, VCenterUnreachable = true, NotFulfilled = true}
for _, name in ipairs({"VCenterAvailable", "VirtualMachineProvisioned", "IPAddressClaimsFulfilled"}) do
  local condition = find(name)
  local failed = broken[condition.reason or ""] or (condition.reason == "NotProvisioned" and (condition.message or "") ~= "")
  if condition.status == "False" and failed then
    return {status = "Degraded", message = text(condition, "The virtual machine has failed")}
  end
end

local ready = find("Ready")
if ready.status == "True" then return {status = "Healthy", message = "The virtual machine is ready"} end
if ready.status == "False" and (ready.severity == "Error" or ready.severity == "Warning") then
  return {status = "Degraded", message = text(ready, "The virtual machine has failed")}
end
if ready.status == nil and (status.ready == true or (status.initialization or {}).provisioned == true) then
  return {status = "Healthy", message = "The virtual machine is ready"}
end
return {status = "Progressing", message = text(ready, "Waiting for the virtual machine")}

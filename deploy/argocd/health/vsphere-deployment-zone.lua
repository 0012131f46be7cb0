-- VSphereDeploymentZone (infrastructure.cluster.x-k8s.io), v1alpha3 to v1beta2. Only Lua's base and table functions are at hand.
-- Its cluster is not ready before it is: what is wrong with tags, placement or the vCenter stands here alone.
local status = obj.status or {}

if ((obj.metadata or {}).annotations or {})["cluster.x-k8s.io/paused"] ~= nil then
  return {status = "Suspended", message = "The failure domain is paused"}
end
if status.ready == true then return {status = "Healthy", message = "Machines can be placed here"} end

-- Ready sums up the others, and is False while they are still unknown.
for _, condition in ipairs(status.conditions or {}) do
  if condition.status == "False" and condition.type ~= "Ready" and condition.type ~= "Paused" then
    local message = condition.message
    if message == nil or message == "" then message = condition.reason or condition.type end
    return {status = "Degraded", message = message}
  end
end
return {status = "Progressing", message = "Waiting for the failure domain to be checked"}

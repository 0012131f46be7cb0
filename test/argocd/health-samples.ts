// Objects as their controllers leave them, and what Argo CD is to say of each. Conditions and fields as Cluster API v0.2 to
// v1.13 and its vSphere provider v0.5 to v1.16 write them.

export interface Sample {
  readonly script: string
  readonly what: string
  readonly status: 'Healthy' | 'Progressing' | 'Degraded' | 'Suspended'
  readonly object: object
}

type Condition = readonly [type: string, status: string, more?: Readonly<Record<string, string>>]

const REF = { controlPlaneRef: { kind: 'KubeadmControlPlane', name: 'c' } }
const error = { severity: 'Error', reason: 'Broken', message: 'it broke' }
const warning = { severity: 'Warning', reason: 'CloningFailed', message: 'no such template' }
const info = { severity: 'Info', reason: 'Waiting', message: 'not yet' }
const plain = { reason: 'NotAvailable', message: 'two nodes are gone' }

function conditions(...list: readonly Condition[]) {
  return list.map(([type, status, more = {}]) => ({ type, status, ...more }))
}

function samples(
  script: string,
  kind: string,
  list: readonly (readonly [Sample['status'], string, Readonly<Record<string, unknown>>])[],
): readonly Sample[] {
  return list.map(([status, what, { metadata = {}, ...rest }]) => ({
    script,
    what,
    status,
    object: { apiVersion: 'x/v1', kind, metadata: { name: 'c', generation: 2, ...Object(metadata) }, ...rest },
  }))
}

const PAUSED = { metadata: { annotations: { 'cluster.x-k8s.io/paused': '' } } }
const up = { phase: 'Provisioned' }

const CLUSTER = samples('cluster', 'Cluster', [
  ['Progressing', 'just created', {}],
  ['Suspended', 'paused by its spec', { spec: { paused: true }, status: up }],
  ['Suspended', 'paused by annotation', { ...PAUSED, status: up }],
  ['Progressing', 'v1alpha2, infrastructure only', { status: { phase: 'provisioned', infrastructureReady: true } }],
  ['Healthy', 'v1alpha2, initialized', { status: { phase: 'provisioned', controlPlaneInitialized: true } }],
  ['Degraded', 'v1alpha2, failed', { status: { phase: 'failed', errorMessage: 'no' } }],
  ['Healthy', 'v1alpha3 without conditions', { spec: REF, status: { ...up, controlPlaneReady: true } }],
  [
    'Progressing',
    'v1alpha3 without conditions, on the way',
    { spec: REF, status: { ...up, controlPlaneReady: false } },
  ],
  [
    'Progressing',
    'v1beta1 being provisioned',
    { spec: REF, status: { phase: 'Provisioning', conditions: conditions(['Ready', 'False', info]) } },
  ],
  [
    'Progressing',
    'v1beta1 with its nodes to come',
    { spec: REF, status: { ...up, conditions: conditions(['Ready', 'False', info]) } },
  ],
  [
    'Progressing',
    'v1beta1 being rolled',
    { spec: REF, status: { ...up, conditions: conditions(['Ready', 'False', warning]) } },
  ],
  ['Healthy', 'v1beta1 ready', { spec: REF, status: { ...up, conditions: conditions(['Ready', 'True']) } }],
  ['Degraded', 'v1beta1 broken', { spec: REF, status: { ...up, conditions: conditions(['Ready', 'False', error]) } }],
  ['Degraded', 'v1beta1 failed', { spec: REF, status: { phase: 'Failed', failureMessage: 'no' } }],
  [
    'Progressing',
    'v1beta1 standalone, first node to come',
    { status: { ...up, conditions: conditions(['Ready', 'True'], ['ControlPlaneInitialized', 'False', info]) } },
  ],
  [
    'Healthy',
    'v1beta1 standalone',
    { status: { ...up, conditions: conditions(['Ready', 'True'], ['ControlPlaneInitialized', 'True']) } },
  ],
  [
    'Degraded',
    'v1beta1 standalone without infrastructure',
    {
      status: {
        ...up,
        conditions: conditions(['InfrastructureReady', 'False', error], ['ControlPlaneInitialized', 'True']),
      },
    },
  ],
  [
    'Progressing',
    'v1beta2 being provisioned',
    { spec: REF, status: { phase: 'Provisioning', conditions: conditions(['Available', 'False', plain]) } },
  ],
  [
    'Progressing',
    'v1beta2 not up yet',
    {
      spec: REF,
      status: {
        ...up,
        conditions: conditions(['Available', 'False', plain], ['ControlPlaneInitialized', 'False', plain]),
      },
    },
  ],
  [
    'Progressing',
    'v1beta2 growing',
    {
      spec: REF,
      status: {
        ...up,
        conditions: conditions(
          ['Available', 'False', plain],
          ['ControlPlaneInitialized', 'True'],
          ['ScalingUp', 'True'],
        ),
      },
    },
  ],
  [
    'Healthy',
    'v1beta2 available',
    {
      spec: REF,
      status: { ...up, conditions: conditions(['Available', 'True'], ['ControlPlaneInitialized', 'True']) },
    },
  ],
  [
    'Degraded',
    'v1beta2 that was up',
    {
      spec: REF,
      status: {
        ...up,
        initialization: { controlPlaneInitialized: true },
        conditions: conditions(['Available', 'False', plain], ['RollingOut', 'False']),
      },
    },
  ],
  [
    'Progressing',
    'v1beta2 that nobody knows of',
    {
      spec: REF,
      status: { ...up, conditions: conditions(['Available', 'Unknown', plain], ['ControlPlaneInitialized', 'True']) },
    },
  ],
  [
    'Healthy',
    'v1beta2 standalone, Available unknown for ever',
    { status: { ...up, conditions: conditions(['Available', 'Unknown', plain], ['ControlPlaneInitialized', 'True']) } },
  ],
  [
    'Progressing',
    'v1beta2 standalone, first node to come',
    {
      status: {
        ...up,
        conditions: conditions(['Available', 'Unknown', plain], ['ControlPlaneInitialized', 'False', plain]),
      },
    },
  ],
  ['Degraded', 'v1beta2 failed', { status: { ...up, deprecated: { v1beta1: { failureMessage: 'no' } } } }],
])

const KCP = { spec: { replicas: 3 } }
const done = { observedGeneration: 2, replicas: 3, initialized: true, updatedReplicas: 3, readyReplicas: 3 }
const next = {
  observedGeneration: 2,
  replicas: 3,
  initialization: { controlPlaneInitialized: true },
  upToDateReplicas: 3,
  availableReplicas: 3,
}

const CONTROL_PLANE = samples('kubeadm-control-plane', 'KubeadmControlPlane', [
  ['Progressing', 'just created', KCP],
  ['Suspended', 'paused', { ...KCP, ...PAUSED, status: done }],
  ['Progressing', 'not seen yet', { ...KCP, status: { ...done, observedGeneration: 1 } }],
  [
    'Progressing',
    'v1beta1 without a node',
    { ...KCP, status: { observedGeneration: 2, initialized: false, replicas: 1 } },
  ],
  [
    'Progressing',
    'v1beta1 one of three',
    { ...KCP, status: { ...done, replicas: 1, updatedReplicas: 1, readyReplicas: 1 } },
  ],
  [
    'Progressing',
    'v1beta1 being rolled',
    { ...KCP, status: { ...done, replicas: 4, updatedReplicas: 1, readyReplicas: 4 } },
  ],
  ['Progressing', 'v1beta1 with an old node left', { ...KCP, status: { ...done, replicas: 4, readyReplicas: 4 } }],
  ['Progressing', 'v1beta1 with a node that is not ready', { ...KCP, status: { ...done, readyReplicas: 2 } }],
  [
    'Healthy',
    'v1beta1',
    { ...KCP, status: { ...done, conditions: conditions(['Ready', 'True'], ['Available', 'True']) } },
  ],
  [
    'Healthy',
    'v1alpha3 without conditions and replicas',
    { spec: {}, status: { ...done, replicas: 1, updatedReplicas: 1, readyReplicas: 1 } },
  ],
  [
    'Degraded',
    'v1beta1 without etcd',
    { ...KCP, status: { ...done, conditions: conditions(['EtcdClusterHealthy', 'False', error]) } },
  ],
  ['Degraded', 'v1beta1 failed', { ...KCP, status: { ...done, failureMessage: 'no' } }],
  [
    'Progressing',
    'v1beta2 without a node',
    { ...KCP, status: { observedGeneration: 2, replicas: 1, conditions: conditions(['Available', 'False', plain]) } },
  ],
  [
    'Progressing',
    'v1beta2 growing',
    { ...KCP, status: { ...next, replicas: 2, conditions: conditions(['Available', 'True'], ['ScalingUp', 'True']) } },
  ],
  [
    'Progressing',
    'v1beta2 being rolled',
    {
      ...KCP,
      status: {
        ...next,
        upToDateReplicas: 1,
        conditions: conditions(['Available', 'False', plain], ['RollingOut', 'True']),
      },
    },
  ],
  [
    'Progressing',
    'v1beta2 being rolled without a spare address',
    {
      ...{ spec: { replicas: 3, rollout: { strategy: { rollingUpdate: { maxSurge: 0 } } } } },
      status: {
        ...next,
        ...{ replicas: 2, upToDateReplicas: 1, availableReplicas: 2 },
        conditions: conditions(['Available', 'True'], ['RollingOut', 'True'], ['ScalingUp', 'True']),
      },
    },
  ],
  [
    'Progressing',
    'v1beta2 whose new node waits for an address',
    {
      ...KCP,
      status: {
        ...next,
        ...{ replicas: 4, upToDateReplicas: 1, availableReplicas: 3 },
        conditions: conditions(['Available', 'True'], ['RollingOut', 'True']),
      },
    },
  ],
  ['Healthy', 'v1beta2', { ...KCP, status: { ...next, conditions: conditions(['Available', 'True']) } }],
  [
    'Degraded',
    'v1beta2 without quorum',
    { ...KCP, status: { ...next, availableReplicas: 1, conditions: conditions(['Available', 'False', plain]) } },
  ],
  ['Degraded', 'v1beta2 failed', { ...KCP, status: { ...next, deprecated: { v1beta1: { failureMessage: 'no' } } } }],
])

const VSPHERE_CLUSTER = samples('vsphere-cluster', 'VSphereCluster', [
  ['Progressing', 'just created', {}],
  ['Suspended', 'paused', { ...PAUSED, status: { ready: true } }],
  ['Healthy', 'v1alpha2', { status: { ready: true } }],
  [
    'Healthy',
    'v1beta1',
    { status: { ready: true, conditions: conditions(['Ready', 'True'], ['VCenterAvailable', 'True']) } },
  ],
  ['Progressing', 'v1beta1 waiting', { status: { conditions: conditions(['Ready', 'False', info]) } }],
  [
    'Progressing',
    'v1beta1 without cluster modules',
    { status: { conditions: conditions(['Ready', 'False', warning]) } },
  ],
  [
    'Degraded',
    'v1beta1 without vCenter',
    { status: { conditions: conditions(['Ready', 'False', error], ['VCenterAvailable', 'False', error]) } },
  ],
  [
    'Healthy',
    'v1beta2',
    { status: { initialization: { provisioned: true }, conditions: conditions(['Ready', 'True']) } },
  ],
  ['Healthy', 'v1beta2 without conditions', { status: { initialization: { provisioned: true } } }],
  [
    'Progressing',
    'v1beta2 waiting',
    { status: { conditions: conditions(['Ready', 'False', { reason: 'NotReady' }]) } },
  ],
  [
    'Degraded',
    'v1beta2 without vCenter',
    {
      status: {
        conditions: conditions(['Ready', 'False'], ['VCenterAvailable', 'False', { reason: 'VCenterUnreachable' }]),
      },
    },
  ],
  [
    'Progressing',
    'v1beta2 going away',
    { status: { conditions: conditions(['Ready', 'False'], ['VCenterAvailable', 'False', { reason: 'Deleting' }]) } },
  ],
])

function machines(script: string, kind: string): readonly Sample[] {
  const provisioned = 'VirtualMachineProvisioned'
  return samples(script, kind, [
    ['Progressing', 'just created', {}],
    ['Suspended', 'paused', { ...PAUSED, status: { ready: true } }],
    ['Healthy', 'without conditions', { status: { ready: true } }],
    ['Degraded', 'v1alpha2 failed', { status: { ready: true, errorMessage: 'no' } }],
    [
      'Healthy',
      'v1beta1',
      { status: { ready: true, conditions: conditions(['Ready', 'True'], ['VMProvisioned', 'True']) } },
    ],
    ['Progressing', 'v1beta1 being cloned', { status: { conditions: conditions(['Ready', 'False', info]) } }],
    ['Degraded', 'v1beta1 that cannot be cloned', { status: { conditions: conditions(['Ready', 'False', warning]) } }],
    ['Degraded', 'v1beta1 failed', { status: { failureMessage: 'no' } }],
    ['Healthy', 'v1beta2', { status: { conditions: conditions(['Ready', 'True'], [provisioned, 'True']) } }],
    [
      'Progressing',
      'v1beta2 waiting for its turn',
      {
        status: {
          conditions: conditions(
            ['Ready', 'False', plain],
            [provisioned, 'False', { reason: 'WaitingForBootstrapData' }],
          ),
        },
      },
    ],
    [
      'Progressing',
      'v1beta2 to which nothing has happened yet',
      { status: { conditions: conditions([provisioned, 'False', { reason: 'NotProvisioned', message: '' }]) } },
    ],
    [
      'Degraded',
      'v1beta2 whose clone fails',
      {
        status: {
          conditions: conditions(
            ['Ready', 'False', plain],
            [provisioned, 'False', { reason: 'NotProvisioned', message: 'no template' }],
          ),
        },
      },
    ],
    [
      'Degraded',
      'v1beta2 whose task failed',
      {
        status: { conditions: conditions(['Ready', 'False', plain], [provisioned, 'False', { reason: 'TaskFailed' }]) },
      },
    ],
    [
      'Degraded',
      'v1beta2 without vCenter',
      { status: { conditions: conditions(['VCenterAvailable', 'False', { reason: 'VCenterUnreachable' }]) } },
    ],
    ['Degraded', 'v1beta2 failed', { status: { deprecated: { v1beta1: { failureMessage: 'no' } } } }],
  ])
}

const checked = { severity: 'Error', reason: 'FailureDomainMisconfigured', message: 'tag rack-a is missing' }
const unchecked = { reason: 'ReadyUnknown', message: 'not checked yet' }

const ZONE = samples('vsphere-deployment-zone', 'VSphereDeploymentZone', [
  ['Progressing', 'just created', {}],
  ['Suspended', 'paused', { ...PAUSED, status: { ready: true } }],
  ['Healthy', 'v1alpha3 without conditions', { status: { ready: true } }],
  [
    'Healthy',
    'v1beta1',
    { status: { ready: true, conditions: conditions(['Ready', 'True'], ['VSphereFailureDomainValidated', 'True']) } },
  ],
  [
    'Degraded',
    'v1beta1 without its tags',
    {
      status: {
        ready: false,
        conditions: conditions(['Ready', 'False', checked], ['VSphereFailureDomainValidated', 'False', checked]),
      },
    },
  ],
  [
    'Progressing',
    'v1beta2 not checked yet',
    { status: { ready: false, conditions: conditions(['Paused', 'False'], ['Ready', 'False', unchecked]) } },
  ],
  [
    'Degraded',
    'v1beta2 without its resource pool',
    { status: { conditions: conditions(['PlacementConstraintReady', 'False', { reason: 'ResourcePoolNotFound' }]) } },
  ],
  ['Healthy', 'v1beta2', { status: { ready: true, conditions: conditions(['Paused', 'False'], ['Ready', 'True']) } }],
])

export const SAMPLES: readonly Sample[] = [
  ...CLUSTER,
  ...CONTROL_PLANE,
  ...VSPHERE_CLUSTER,
  ...ZONE,
  ...machines('vsphere-machine', 'VSphereMachine'),
  ...machines('vsphere-vm', 'VSphereVM'),
]

//! What the system holds a worker to: on Unix resource limits, on Windows a job object. Where neither holds it to its
//! memory (macOS takes that limit and does not keep it), what it has taken is looked at again and again. The only place of
//! `grid` with calls that no safe package offers.

use super::parent::Death;
use crate::grid::Limits;
use std::process::{Command, ExitStatus};

use std::time::Duration;

pub(super) use system::{cause, for_one_file, without_console};

/// How often a worker's memory is looked at; not at all where the system keeps the limit.
pub(super) fn look_every() -> Option<Duration> {
    const LOOK: Duration = Duration::from_millis(200);
    #[cfg(debug_assertions)]
    if super::seam::is("watch") {
        return Some(LOOK);
    }
    let is_kept = cfg!(any(target_os = "linux", target_os = "android", windows));
    (!is_kept).then_some(LOOK)
}

/// How many bytes of memory a process holds now, as far as the system's own tool tells.
pub(super) fn memory_of(process: u32) -> Option<u64> {
    if cfg!(not(unix)) || look_every().is_none() {
        return None;
    }
    let told = Command::new("ps").args(["-o", "rss=", "-p", &process.to_string()]).output().ok()?;
    let kilobytes: u64 = std::str::from_utf8(&told.stdout).ok()?.trim().parse().ok()?;
    kilobytes.checked_mul(1_024)
}

#[cfg(unix)]
mod system {
    use super::{Command, Death, ExitStatus, Limits};
    use rustix::process::{Resource, Rlimit, Signal, getrlimit, setrlimit};
    use rustix::time::{ClockId, clock_gettime};
    use std::os::unix::process::ExitStatusExt;

    /// Limits this process for the file that comes now. Where the system refuses one of the limits, the clock of the
    /// program that waits still holds.
    pub fn for_one_file(limits: &Limits) {
        let spent = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or_default();
        if super::look_every().is_none() {
            lower(Resource::As, limits.worker_bytes);
        }
        // Counted over the life of the process, so what is left is counted from here.
        lower(Resource::Cpu, spent.saturating_add(limits.worker_cpu_seconds));
        // Nothing is written but the answer, and the memory of a crashed worker holds people's rows.
        lower(Resource::Fsize, 0);
        lower(Resource::Core, 0);
    }

    /// Sets the limit that may be raised again, below the one that may not.
    fn lower(resource: Resource, to: u64) {
        let maximum = getrlimit(resource).maximum;
        let current = Some(maximum.map_or(to, |maximum| to.min(maximum)));
        let _ = setrlimit(resource, Rlimit { current, maximum });
    }

    /// What a process died of that said nothing of memory.
    pub fn cause(status: &ExitStatus) -> Death {
        match status.signal() {
            Some(signal) if signal == Signal::XCPU.as_raw() => Death::Processor,
            // Not by us: the system had no memory left for it.
            Some(signal) if signal == Signal::KILL.as_raw() => Death::Memory,
            _ => Death::Crash,
        }
    }

    pub fn without_console(_: &mut Command) {}
}

#[cfg(windows)]
mod system {
    use super::{Command, Death, ExitStatus, Limits};
    use std::os::windows::process::CommandExt;
    use std::sync::OnceLock;
    use windows_sys::Win32::Foundation::{ERROR_NOT_ENOUGH_QUOTA, HANDLE};
    use windows_sys::Win32::System::JobObjects::{
        AssignProcessToJobObject, CreateJobObjectW, JOB_OBJECT_LIMIT_ACTIVE_PROCESS,
        JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION, JOB_OBJECT_LIMIT_PROCESS_MEMORY, JOB_OBJECT_LIMIT_PROCESS_TIME,
        JOBOBJECT_EXTENDED_LIMIT_INFORMATION, JobObjectExtendedLimitInformation, SetInformationJobObject,
    };
    use windows_sys::Win32::System::Threading::{CREATE_NO_WINDOW, GetCurrentProcess, GetProcessTimes};

    /// A job of this process alone; 0 where there can be none.
    fn job() -> usize {
        static JOB: OnceLock<usize> = OnceLock::new();
        *JOB.get_or_init(make_job)
    }

    #[expect(unsafe_code, reason = "the system's own calls; a job of no name with no attributes")]
    fn make_job() -> usize {
        // SAFETY: both pointers may be null; the handle is kept as long as the process lives.
        unsafe {
            let job = CreateJobObjectW(std::ptr::null(), std::ptr::null());
            if job.is_null() || AssignProcessToJobObject(job, GetCurrentProcess()) == 0 { 0 } else { job.addr() }
        }
    }

    /// As on Unix: what the system refuses, the clock of the program that waits still holds.
    #[expect(unsafe_code, reason = "the system's own call; the structure lives through it and its size is its own")]
    pub fn for_one_file(limits: &Limits) {
        const TICKS_A_SECOND: u64 = 10_000_000;
        let job = job();
        if job == 0 {
            return;
        }
        let allowed = spent_ticks().saturating_add(limits.worker_cpu_seconds.saturating_mul(TICKS_A_SECOND));
        let mut information = JOBOBJECT_EXTENDED_LIMIT_INFORMATION::default();
        information.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_PROCESS_MEMORY
            | JOB_OBJECT_LIMIT_PROCESS_TIME
            | JOB_OBJECT_LIMIT_ACTIVE_PROCESS
            | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
        information.BasicLimitInformation.ActiveProcessLimit = 1;
        information.BasicLimitInformation.PerProcessUserTimeLimit = i64::try_from(allowed).unwrap_or(i64::MAX);
        information.ProcessMemoryLimit = usize::try_from(limits.worker_bytes).unwrap_or(usize::MAX);
        // SAFETY: `information` is the structure this kind of information has, and lives through the call.
        unsafe {
            SetInformationJobObject(
                std::ptr::with_exposed_provenance_mut::<std::ffi::c_void>(job) as HANDLE,
                JobObjectExtendedLimitInformation,
                (&raw const information).cast(),
                size_of::<JOBOBJECT_EXTENDED_LIMIT_INFORMATION>() as u32,
            );
        }
    }

    /// User time this process has spent: the limit counts it over the life of the process.
    #[expect(unsafe_code, reason = "the system's own call; it fills four structures that live through it")]
    fn spent_ticks() -> u64 {
        let mut times = [Default::default(); 4];
        let [created, exited, kernel, user] = &mut times;
        // SAFETY: the four pointers are of the structures above, and the handle is this process's own.
        unsafe { GetProcessTimes(GetCurrentProcess(), created, exited, kernel, user) };
        u64::from(times[3].dwHighDateTime) << 32 | u64::from(times[3].dwLowDateTime)
    }

    /// The code that a job ends a process with when its time is up.
    pub fn cause(status: &ExitStatus) -> Death {
        match status.code() {
            Some(code) if code.cast_unsigned() == ERROR_NOT_ENOUGH_QUOTA => Death::Processor,
            _ => Death::Crash,
        }
    }

    /// Else a worker would count among the processes of the console, and flash up a window where there is none.
    pub fn without_console(command: &mut Command) {
        command.creation_flags(CREATE_NO_WINDOW);
    }
}

#[cfg(not(any(unix, windows)))]
mod system {
    use super::{Command, Death, ExitStatus, Limits};

    /// Only the clock of the program that waits holds here.
    pub fn for_one_file(_: &Limits) {}

    pub fn cause(_: &ExitStatus) -> Death {
        Death::Crash
    }

    pub fn without_console(_: &mut Command) {}
}
